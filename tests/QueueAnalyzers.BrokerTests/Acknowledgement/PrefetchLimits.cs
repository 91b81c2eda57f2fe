using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>There is no prefetch limit, or one that comes too late, or one that the broker does not have (RMQ1013, RMQ1014).</summary>
public sealed class PrefetchLimits(Scene scene)
{
    private const int Published = 50;
    private const int Prefetch = 5;

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Without_a_limit_one_consumer_has_everything(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1013/NoLimit", "RMQ1013.Limit"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable, Published))
            await before.StaysReadyAsync(0);

        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.StaysReadyAsync(Published - 10);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Limit_after_the_consumer_has_started_is_none(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1014/LimitAfterConsume", "RMQ1014.BeforeConsume"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable, Published))
            await before.StaysReadyAsync(0);

        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.StaysReadyAsync(Published - Prefetch);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Limit_in_bytes_is_refused(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1014/LimitInBytes", "RMQ1014.NoSize"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable, Published))
            await before.Program.WaitForFailureAsync("NOT_IMPLEMENTED - prefetch_size!=0");

        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.FinishesAsync(Published);
    }
}
