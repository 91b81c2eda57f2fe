using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>The worker dies (SIGKILL) over deliveries that are acknowledged already (RMQ1001, RMQ1002, RMQ1006, RMQ1018).</summary>
public sealed class EarlyAcknowledgement(Scene scene)
{
    private const int Published = 10;

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Everything_is_lost_that_was_acknowledged_automatically(string release, string client)
    {
        foreach (var fix in new[] { "RMQ1001.Acknowledge", "RMQ1001.AcknowledgeOrReject" })
        {
            var trial = await scene.BeginAsync(new Mistake("RMQ1001/Automatic", fix), client, release);

            Assert.Equal(Published - 2, await KillOverTheThirdAsync(trial, Code.Unreliable, ready: 0));
            // The limit that comes with the acknowledgement lets all of them go out; none is lost for that.
            Assert.Equal(0, await KillOverTheThirdAsync(trial, Code.Repaired, ready: 0));
        }
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Fetched_message_is_lost_that_was_acknowledged_automatically(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1002/AutomaticGet", "RMQ1002.Acknowledge"), client, release);

        trial.Holds(Code.Unreliable, Published, await KillOverTheThirdAsync(trial, Code.Unreliable, ready: Published - 3));
        trial.Holds(Code.Repaired, Published, await KillOverTheThirdAsync(trial, Code.Repaired, ready: Published - 3));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Deliveries_are_lost_that_another_one_acknowledged(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1018/AcksTheOthers", "RMQ1018.SettleOne"), client, release);

        // Five are in progress at once, and the fifth is done first.
        trial.Holds(Code.Unreliable, Published, await KillAsync(trial, Code.Unreliable, "Done: 5", ready: Published - 5 - 5));
        trial.Holds(Code.Repaired, Published, await KillAsync(trial, Code.Repaired, "Done: 5", ready: Published - 5 - 1));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task What_is_in_progress_is_lost(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1006/AckedFirst", "RMQ1006.AcknowledgeAfterProcessing", "RMQ1005.RejectFailures"), client, release);

        // The fourth is on its way while the third, acknowledged, is in progress.
        trial.Holds(Code.Unreliable, Published, await KillOverTheThirdAsync(trial, Code.Unreliable, ready: Published - 4));
        trial.Holds(Code.Repaired, Published, await KillOverTheThirdAsync(trial, Code.Repaired, ready: Published - 3));
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
            trial.Holds(Code.Unreliable, Published, Published - await before.KillAsync());
            Assert.Empty(before.Done);
        }

        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.Program.WaitForLineAsync("Started: ");
        trial.Holds(Code.Repaired, Published, Published - await after.KillAsync());
    }

    private static Task<int> KillOverTheThirdAsync(Trial trial, Code code, int ready) => KillAsync(trial, code, "Started: 3", ready);

    /// <summary>Kills the worker once it has said so and the broker has so many messages left to deliver; returns how many are lost.</summary>
    private static async Task<int> KillAsync(Trial trial, Code code, string line, int ready)
    {
        await using var run = await trial.StartAsync(code, Published);
        await run.Program.WaitForLineAsync(line);
        await run.StaysReadyAsync(ready);
        return Published - await run.KillAsync() - run.Done.Count;
    }
}
