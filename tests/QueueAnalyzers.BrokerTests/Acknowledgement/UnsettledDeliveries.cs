using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>Deliveries that nobody settles fill the prefetch limit, until the consumer gets nothing more (RMQ1003, RMQ1004, RMQ1005).</summary>
public sealed class UnsettledDeliveries(Scene scene)
{
    private const int Published = 100;

    // Every tenth message is one that the program leaves unsettled.
    private const int Left = 10;
    private const int Prefetch = 5;

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Consumer_that_settles_nothing_stops_at_its_limit(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1003/NeverSettled", "RMQ1003.Acknowledge"), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.StaysReadyAsync(Published - Prefetch);
        trial.Holds(Code.Unreliable, Published, Published - before.Done.Count);
        Assert.Equal(Published, await before.KillAsync());

        await FinishesAsync(trial, Published);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Early_returns_stop_the_consumer(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1004/EarlyReturn", "RMQ1004.Acknowledge"), client, release);

        await StopsAtLimitAsync(trial);

        await FinishesAsync(trial, Published - Left);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Swallowed_failures_stop_the_consumer(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1004/SwallowedFailure", "RMQ1004.Reject"), client, release);

        await StopsAtLimitAsync(trial);

        await FinishesAsync(trial, Published - Left);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Exceptions_stop_the_consumer(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1005/UnguardedWork", "RMQ1005.RejectFailures"), client, release);

        await StopsAtLimitAsync(trial);

        await FinishesAsync(trial, Published - Left);
    }

    /// <summary>As many are left unsettled as the consumer may have; what lies behind them is never delivered.</summary>
    private static async Task StopsAtLimitAsync(Trial trial)
    {
        const int Delivered = Prefetch * Left;
        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.StaysReadyAsync(Published - Delivered);
        trial.Holds(Code.Unreliable, Published, Published - before.Done.Count - Prefetch);
        Assert.Equal(Published - Delivered + Prefetch, await before.KillAsync());
    }

    private static async Task FinishesAsync(Trial trial, int messages)
    {
        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.FinishesAsync(messages);
        trial.Holds(Code.Repaired, Published, messages - after.Done.Count);
    }
}
