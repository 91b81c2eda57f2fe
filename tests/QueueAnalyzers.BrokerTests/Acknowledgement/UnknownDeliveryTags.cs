using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>What the broker no longer waits for is settled: it closes the channel, and tells nobody who waits for the call (RMQ1008, RMQ1009, RMQ1010).</summary>
public sealed class UnknownDeliveryTags(Scene scene)
{
    private const int Published = 50;
    private const int Prefetch = 5;
    private const string Closed = "Channel closed: 406 PRECONDITION_FAILED - unknown delivery tag 1";

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Second_acknowledgement_closes_the_channel(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1008/AckedTwice", "RMQ1008.RemoveSecond"), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.Program.WaitForLineAsync(Closed);
        trial.Holds(Code.Unreliable, Published, await before.KillAsync());

        trial.Holds(Code.Repaired, Published, Published - await FinishesAsync(trial));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Acknowledgement_of_what_was_acknowledged_automatically_closes_the_channel(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1009/AckedByBoth", "RMQ1009.AcknowledgeManually"), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.Program.WaitForLineAsync(Closed);
        await trial.Host.SendAsync(before.Queue, "one more");
        await before.StaysReadyAsync(1);
        Assert.Equal(1, await before.KillAsync());

        await FinishesAsync(trial);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Acknowledgement_on_another_channel_closes_that_one(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1010/OtherChannel", "RMQ1010.UseConsumersChannel"), client, release);

        // Nothing is acknowledged on the channel of the consumer, which stops at its limit.
        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.Program.WaitForLineAsync(Closed);
        await before.StaysReadyAsync(Published - Prefetch);
        trial.Holds(Code.Unreliable, Published, Published - before.Done.Count);
        Assert.Equal(Published, await before.KillAsync());

        trial.Holds(Code.Repaired, Published, Published - await FinishesAsync(trial));
    }

    private static async Task<int> FinishesAsync(Trial trial)
    {
        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.FinishesAsync(Published);
        return after.Done.Count;
    }
}
