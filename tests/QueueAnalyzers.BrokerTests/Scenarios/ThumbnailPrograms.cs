using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>The solution <c>Thumbnails</c> as it stands and as the fixes leave it, built when it is first asked for.</summary>
public sealed class ThumbnailPrograms : IDisposable
{
    private readonly List<SolutionCopy> _copies = [];
    private Task<SolutionCopy>? _unreliable;
    private Task<SolutionCopy>? _repaired;

    public void Dispose()
    {
        foreach (var copy in _copies)
            copy.Dispose();
    }

    internal Task<SolutionCopy> UnreliableAsync() => _unreliable ??= BuildAsync(_ => Task.CompletedTask);

    internal Task<SolutionCopy> RepairedAsync() => _repaired ??= BuildAsync(RepairAsync);

    private async Task<SolutionCopy> BuildAsync(Func<SolutionCopy, Task> change)
    {
        var copy = new SolutionCopy("Thumbnails");
        _copies.Add(copy);
        await change(copy);
        await copy.BuildAsync();
        return copy;
    }

    private static async Task RepairAsync(SolutionCopy solution)
    {
        using var editor = Editor.Open(solution.Folder);
        Assert.Equal(["RMQ2001", "RMQ2001", "RMQ3001"], await editor.ReportsAsync());

        await editor.FixAllAsync("RMQ2001.DurableUnderNewName");
        Assert.Equal(["RMQ3001"], await editor.ReportsAsync());
        await editor.FixAllAsync("RMQ3001.Persistent");

        Assert.Empty(await editor.ReportsAsync());
        await editor.SaveAsync();
    }
}
