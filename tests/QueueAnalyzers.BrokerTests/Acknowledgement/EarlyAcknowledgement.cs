using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>The worker dies (SIGKILL) over a delivery that it has acknowledged before its work (RMQ1006).</summary>
public sealed class EarlyAcknowledgement(Scene scene)
{
    private const int Published = 10;

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task What_is_in_progress_is_lost(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1006/AckedFirst", "RMQ1006.AcknowledgeAfter"), client, release);

        // The fourth is on its way while the third, acknowledged, is in progress.
        Assert.Equal(1, await KillOverTheThirdAsync(trial, Code.Unreliable, ready: Published - 4));
        Assert.Equal(0, await KillOverTheThirdAsync(trial, Code.Repaired, ready: Published - 3));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Everything_is_lost_when_nobody_waits_for_the_work(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1006/AckedBesideTask"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable, Published))
        {
            await before.Program.WaitForLinesAsync("Started: ", Published);
            await before.StaysReadyAsync(0);
            Assert.Equal(0, await before.KillAsync());
            Assert.Empty(before.Done);
        }

        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.Program.WaitForLineAsync("Started: ");
        Assert.Equal(Published, await after.KillAsync());
    }

    private static async Task<int> KillOverTheThirdAsync(Trial trial, Code code, int ready)
    {
        await using var run = await trial.StartAsync(code, Published);
        await run.Program.WaitForLineAsync("Started: 3");
        await run.StaysReadyAsync(ready);
        return Published - await run.KillAsync() - run.Done.Count;
    }
}
