using System.Diagnostics;

namespace QueueAnalyzers.Benchmarks.Check;

/// <summary>What a piece of work costs.</summary>
/// <param name="Milliseconds">How long it takes.</param>
/// <param name="Bytes">What it allocates.</param>
internal readonly record struct Cost(double Milliseconds, double Bytes)
{
    /// <summary>Measures a piece of work, warm.</summary>
    /// <param name="work">Prepares the work, which is not measured, and returns it.</param>
    /// <param name="rounds">How often it is done; the median counts.</param>
    public static Cost Of(Func<Action> work, int rounds)
    {
        work()();
        var costs = new List<Cost>();
        for (var round = 0; round < rounds; round++)
        {
            var prepared = work();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            prepared();
            watch.Stop();
            costs.Add(new(watch.Elapsed.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes));
        }

        return new(Median(costs.Select(cost => cost.Milliseconds)), Median(costs.Select(cost => cost.Bytes)));
    }

    /// <summary>What is left of a cost when another one is taken off that is in it.</summary>
    public static Cost operator -(Cost whole, Cost part) => new(whole.Milliseconds - part.Milliseconds, whole.Bytes - part.Bytes);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
