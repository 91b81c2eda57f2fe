using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Lifetime;

/// <summary>A consumer is there, and its handler is not called, or not as often as it should be (RMQ4002, RMQ4003, RMQ4005, RMQ4008, RMQ4009).</summary>
public sealed class SilentConsumers(Scene scene)
{
    private const int Published = 50;
    private const int Prefetch = 5;

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Asynchronous_handler_is_not_called_by_a_connection_that_dispatches_synchronously(string release)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4002/NeverDispatched", "RMQ4002.Match"), ClientVersion.V6, release);

        await StopsWithoutAWordAsync(trial);
        trial.Holds(Code.Repaired, Published, Published - await FinishesAsync(trial));
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Synchronous_consumer_is_refused_by_a_connection_that_dispatches_asynchronously(string release)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4002/SynchronousConsumer", "RMQ4002.Match"), ClientVersion.V6, release);

        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.Program.WaitForFailureAsync("In the async mode you have to use an async consumer");
        await FinishesAsync(trial);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Handler_does_not_see_what_came_before_it_was_attached(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4003/LateHandler", "RMQ4003.MoveConsume"), client, release);

        await StopsWithoutAWordAsync(trial);
        trial.Holds(Code.Repaired, Published, Published - await FinishesAsync(trial));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Channel_that_is_closed_behind_its_consumer_takes_it_along(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4005/ClosedOnReturn"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable, Published))
        {
            await before.Program.WaitUntilReadyAsync();
            await trial.Host.WaitUntilUnattendedAsync(before.Queue);
            await trial.Host.SendAsync(before.Queue, "one more");
            Assert.InRange(await trial.Host.SettleAsync(before.Queue), 1, Published + 1);
            Assert.DoesNotContain("one more", before.Done);
        }

        await FinishesAsync(trial);
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Options_without_a_concurrency_lower_it_to_one(string release)
    {
        const int Concurrency = 4;
        var trial = await scene.BeginAsync(new Mistake("RMQ4009/OneAtATime", "RMQ4009.AskFactory"), ClientVersion.V7, release);

        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.Program.WaitForLineAsync("Started: 1");
        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.Program.WaitForLinesAsync("Started: ", Concurrency);

        Assert.Equal(1, before.Program.CountLines("Started: "));
        Assert.Equal(Concurrency, after.Program.CountLines("Started: "));
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Without_recovery_a_restarted_broker_is_not_consumed_from(string release)
    {
        var broker = await scene.BrokerAsync(release);
        await using var before = new Runs();
        await using var after = new Runs();
        foreach (var program in new[] { "RMQ4008/NoConnectionRecovery", "RMQ4008/NoTopologyRecovery" })
        {
            foreach (var client in new[] { ClientVersion.V6, ClientVersion.V7 })
            {
                var trial = await scene.BeginAsync(new Mistake(program, "RMQ4008.Remove"), client, release);
                before.Add((trial, await trial.StartAsync(Code.Unreliable)));
                after.Add((trial, await trial.StartAsync(Code.Repaired)));
            }
        }

        foreach (var (_, run) in before.Concat(after))
            await run.Program.WaitUntilReadyAsync();
        await broker.RestartAsync();
        foreach (var (_, run) in before.Concat(after))
            await broker.DefaultVirtualHost.SendAsync(run.Queue, "1");

        foreach (var (trial, run) in after)
        {
            await run.FinishesAsync(1);
            trial.Holds(Code.Repaired, 1, 1 - run.Done.Count);
        }

        foreach (var (trial, run) in before)
        {
            await run.StaysReadyAsync(1);
            trial.Holds(Code.Unreliable, 1, 1 - run.Done.Count);
        }
    }

    /// <summary>The broker delivers as much as it may, nothing is processed, and all of it comes again.</summary>
    private static async Task StopsWithoutAWordAsync(Trial trial)
    {
        await using var before = await trial.StartAsync(Code.Unreliable, Published);
        await before.StaysReadyAsync(Published - Prefetch);
        trial.Holds(Code.Unreliable, Published, Published - before.Done.Count);
        Assert.Equal(Published, await before.KillAsync());
    }

    private static async Task<int> FinishesAsync(Trial trial)
    {
        await using var after = await trial.StartAsync(Code.Repaired, Published);
        await after.FinishesAsync(Published);
        return after.Done.Count;
    }

    private sealed class Runs : List<(Trial Trial, Run Run)>, IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var (_, run) in this)
                await run.DisposeAsync();
        }
    }
}
