using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>Replies must be acknowledged automatically (RMQ1015), and streams must not (RMQ1016).</summary>
public sealed class ConsumersOfASpecialKind(Scene scene)
{
    private const int Published = 20;

    private static readonly (string Key, object? Value) Stream = ("x-queue-type", "stream");

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Replies_are_not_acknowledged(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1015/ManualReplies", "RMQ1015.AcknowledgeAutomatically"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable))
            await before.Program.WaitForFailureAsync("reply consumer cannot acknowledge");

        await using var after = await trial.StartAsync(Code.Repaired);
        await using var server = await trial.Host.OpenAsync();
        await server.ReplyAsync(after.Queue, "answer");
        await after.Program.WaitUntilDoneAsync("answer");
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Streams_are_not_acknowledged_automatically(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1016/StreamAcknowledgedAutomatically", "RMQ1016.Acknowledge"), client, release);

        await FailsThenFinishesAsync(trial, "NOT_IMPLEMENTED");
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Streams_are_not_consumed_without_a_limit(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1016/StreamWithoutLimit", "RMQ1016.Limit"), client, release);

        await FailsThenFinishesAsync(trial, "consumer prefetch count is not set");
    }

    private static async Task FailsThenFinishesAsync(Trial trial, string refusal)
    {
        await using (var before = await trial.StartAsync(Code.Unreliable, Published, arguments: Stream))
            await before.Program.WaitForFailureAsync(refusal);

        await using var after = await trial.StartAsync(Code.Repaired, Published, arguments: Stream);
        await after.Program.WaitUntilDoneAsync(Published);
    }
}
