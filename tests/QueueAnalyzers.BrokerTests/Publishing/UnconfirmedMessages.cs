using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Publishing;

/// <summary>Messages that nobody waits for are lost with the broker or with the program (RMQ3001, RMQ3002, RMQ4012).</summary>
public sealed class UnconfirmedMessages(Scene scene)
{
    internal const int Published = 20_000;

    internal static readonly Mistake Unconfirmed = new("RMQ3002/Unconfirmed", "RMQ3002.Confirm");

    // What RabbitMQ 3 loses stands in a table, and is tested with it.
    [Theory]
    [InlineData(ClientVersion.V6)]
    [InlineData(ClientVersion.V7)]
    public async Task Broker_that_dies_takes_along_what_it_did_not_confirm(string client)
    {
        var trial = await scene.BeginAsync(Unconfirmed, client, Releases.V4);

        Assert.NotEqual(0, await CountLostWithBrokerAsync(trial, Code.Unreliable));
        Assert.Equal(0, await CountLostWithBrokerAsync(trial, Code.Repaired));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Broker_that_dies_takes_along_what_it_confirmed_but_was_not_to_write(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ3001/Transient", "RMQ3001.Persistent"), client, release);

        foreach (var code in new[] { Code.Unreliable, Code.Repaired })
            trial.Holds(code, Published, await CountLostWithBrokerAsync(trial, code));
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Program_that_ends_takes_along_what_it_had_not_sent(string release)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4012/NotClosed", "RMQ4012.Using"), ClientVersion.V6, release);

        Assert.NotEqual(0, await CountLostWithProgramAsync(trial, Code.Unreliable));
        Assert.Equal(0, await CountLostWithProgramAsync(trial, Code.Repaired));
    }

    internal static async Task<int> CountLostWithBrokerAsync(Trial trial, Code code)
    {
        await using var run = await trial.StartOnDiskAsync(code);
        await run.Program.WaitForLineAsync("Published");
        return await CrashAsync(trial, run);
    }

    internal static async Task<int> CrashAsync(Trial trial, Run run)
    {
        await trial.Broker.CrashAsync();
        Assert.True(await trial.Host.QueueExistsAsync(run.Queue), $"The broker has lost {run.Queue} itself.");
        var survived = await trial.Host.CountMessagesAsync(run.Queue);
        Scene.Say($"{run.Queue}: {survived} of {Published} survived");
        return Published - survived;
    }

    private static async Task<int> CountLostWithProgramAsync(Trial trial, Code code)
    {
        await using var run = await trial.StartAsync(code);
        await run.Program.WaitForLineAsync("Published");
        await run.Program.WaitForEndAsync();
        var arrived = await trial.Host.SettleAsync(run.Queue);
        Scene.Say($"{run.Queue}, {code}: {arrived} arrived");
        return Published - arrived;
    }
}
