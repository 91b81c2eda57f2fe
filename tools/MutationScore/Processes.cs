using System.Collections.Concurrent;

namespace MutationScore;

/// <summary>As many processes as the machine has cores.</summary>
internal sealed class Processes : IDisposable
{
    private readonly ConcurrentBag<TestProcess> _idle = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new TestProcess())];

    /// <summary>Does something with each item, each time with a process for itself.</summary>
    public Task ForEachAsync<T>(IEnumerable<T> items, Func<T, TestProcess, Task> action) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (item, _) =>
        {
            if (!_idle.TryTake(out var process))
                throw new InvalidOperationException("There are more items at a time than processes.");
            try
            {
                await action(item, process);
            }
            finally
            {
                _idle.Add(process);
            }
        });

    public void Dispose()
    {
        foreach (var process in _idle)
            process.Dispose();
    }
}
