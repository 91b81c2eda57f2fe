using System.Globalization;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Lifetime;

/// <summary>What the program reads is not what was sent (RMQ4004, RMQ4011).</summary>
public sealed class ContentsOfMessages(Scene scene)
{
    private const int Published = 300;

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Bodies_that_are_kept_become_those_of_other_messages(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4004/KeptBodies", "RMQ4004.CopyBody"), client, release);

        Assert.NotEqual(0, await CountCorruptedAsync(trial, Code.Unreliable));
        Assert.Equal(0, await CountCorruptedAsync(trial, Code.Repaired));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Text_in_a_header_does_not_arrive_as_one(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4011/HeaderAsString", "RMQ4011.Decode"), client, release);

        Assert.Equal([], await ReadInvoicesAsync(trial, Code.Unreliable));
        Assert.Equal(["1", "2"], await ReadInvoicesAsync(trial, Code.Repaired));
    }

    private static async Task<int> CountCorruptedAsync(Trial trial, Code code)
    {
        var bodies = Enumerable.Range(1, Published).Select(n => new string((char)('a' + (n % 26)), 100) + n);
        await using var run = await trial.StartAsync(code, bodies: bodies);
        var corrupted = int.Parse(await run.Program.ReadAsync("Corrupted: "), CultureInfo.InvariantCulture);
        Scene.Say($"{run.Queue}, {code}: {corrupted} of {Published} corrupted");
        return corrupted;
    }

    private static async Task<IReadOnlyList<string>> ReadInvoicesAsync(Trial trial, Code code)
    {
        await using var run = await trial.StartAsync(code);
        await using var session = await trial.Host.OpenAsync();
        foreach (var (kind, body) in new[] { ("invoice", "1"), ("reminder", "a"), ("invoice", "2") })
            await session.SendAsync(run.Queue, body, ("kind", kind));
        await run.StaysReadyAsync(0);
        Assert.Equal(0, await run.KillAsync());
        return run.Done;
    }
}
