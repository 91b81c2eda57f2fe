using QueueAnalyzers.BrokerTests.Brokers;

namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>A running program of a sample.</summary>
internal sealed class SampleProgram : IAsyncDisposable
{
    private const string DonePrefix = "Done: ";

    // Ends hangs only: to wait for 20 000 confirms one after the other takes a busy machine longer than a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly WatchedProcess _process;

    private SampleProgram(WatchedProcess process) => _process = process;

    /// <summary>The messages that the program said it has finished, in its order.</summary>
    public IReadOnlyList<string> Done => DoneIn(_process.Lines);

    public static SampleProgram Start(string assembly, VirtualHost host, params string[] arguments) => new(WatchedProcess.Start(
        "dotnet",
        ["exec", assembly, .. arguments],
        new Dictionary<string, string?> { ["CLOUDAMQP_URL"] = host.Address.ToString() },
        Path.GetDirectoryName(assembly)!));

    public Task WaitUntilReadyAsync() => WaitForLineAsync("Ready");

    public Task WaitForLineAsync(string start) => WaitForLinesAsync(start, 1);

    public Task WaitForLinesAsync(string start, int count) => WaitForAsync($"{count} lines '{start}'", lines => Count(lines, start) >= count);

    /// <summary>The lines so far that begin like this.</summary>
    public int CountLines(string start) => Count(_process.Lines, start);

    /// <summary>The rest of the first line that begins like this, once it is there.</summary>
    public async Task<string> ReadAsync(string start)
    {
        await WaitForLineAsync(start);
        return _process.Lines.First(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..];
    }

    public Task WaitUntilDoneAsync(string message) => WaitForAsync($"'{message}' is done", lines => DoneIn(lines).Contains(message));

    public Task WaitUntilDoneAsync(int messages) => WaitForAsync($"{messages} messages are done", lines => DoneIn(lines).Distinct().Count() >= messages);

    public Task KillAsync() => _process.KillAsync();

    public async Task StopAsync() => Succeeded(await _process.TerminateAsync(Patience));

    public async Task WaitForEndAsync() => Succeeded(await _process.WaitForEndAsync(Patience));

    public async Task<int> WaitForFailureAsync(string output)
    {
        var exitCode = await _process.WaitForEndAsync(Patience);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(output, _process.Output, StringComparison.Ordinal);
        return exitCode;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private Task WaitForAsync(string what, Func<IReadOnlyList<string>, bool> condition) => _process.WaitForAsync(what, condition, Patience);

    private void Succeeded(int exitCode) => Assert.True(exitCode == 0, $"exit code {exitCode}:\n{_process.Output}");

    private static int Count(IReadOnlyList<string> lines, string start) => lines.Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private static IReadOnlyList<string> DoneIn(IReadOnlyList<string> lines) =>
        [.. lines.Where(line => line.StartsWith(DonePrefix, StringComparison.Ordinal)).Select(line => line[DonePrefix.Length..])];
}
