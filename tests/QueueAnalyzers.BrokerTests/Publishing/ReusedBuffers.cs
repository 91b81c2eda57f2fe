using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Publishing;

/// <summary>The next message is written into the buffer of one that has not left the program (RMQ3007).</summary>
public sealed class ReusedBuffers(Scene scene)
{
    private const int Published = 1_000;

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Messages_are_overwritten_by_later_ones(string release)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ3007/BufferReused", "RMQ3007.Copy"), ClientVersion.V7, release);

        Assert.NotEqual(0, await CountOverwrittenAsync(trial, Code.Unreliable));
        Assert.Equal(0, await CountOverwrittenAsync(trial, Code.Repaired));
    }

    private static async Task<int> CountOverwrittenAsync(Trial trial, Code code)
    {
        await using var run = await trial.StartAsync(code);
        await run.Program.WaitForEndAsync();
        await using var session = await trial.Host.OpenAsync();
        var bodies = await session.DrainAsync(run.Queue);
        Assert.Equal(Published, bodies.Count);
        var overwritten = Published - bodies.Select(body => BitConverter.ToInt32(body)).Distinct().Count();
        Scene.Say($"{run.Queue}, {code}: {overwritten} of {Published} overwritten");
        return overwritten;
    }
}
