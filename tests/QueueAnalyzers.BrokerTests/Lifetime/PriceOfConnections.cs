using System.Diagnostics;
using System.Globalization;
using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Lifetime;

/// <summary>What a connection for each message costs, in one run on one machine (RMQ4007).</summary>
public sealed class PriceOfConnections(Scene scene)
{
    private const int Published = 200;

    [Theory]
    [InlineData(ClientVersion.V6)]
    [InlineData(ClientVersion.V7)]
    public async Task One_connection_for_all_messages_is_faster(string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4007/ConnectionEach"), client, Releases.V3);

        var before = await MeasureAsync(trial, Code.Unreliable);
        var after = await MeasureAsync(trial, Code.Repaired);

        Scene.Say(string.Create(CultureInfo.InvariantCulture, $"{client}: {before / after:F1} times as long with a connection for each message"));
        // How much slower depends on the machine; which of them is, does not.
        Assert.True(before > after, $"{before} with a connection for each message, {after} with one for all");
    }

    private static async Task<TimeSpan> MeasureAsync(Trial trial, Code code)
    {
        await using var run = await trial.StartAsync(code);
        await run.Program.WaitForLineAsync("Publishing");
        var clock = Stopwatch.StartNew();
        await run.Program.WaitForLineAsync("Published");
        var taken = clock.Elapsed;
        await run.StaysReadyAsync(Published);
        return taken;
    }
}
