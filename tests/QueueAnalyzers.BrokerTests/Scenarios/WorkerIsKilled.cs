using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>The worker dies (SIGKILL) in the middle of its messages and is started again.</summary>
public sealed class WorkerIsKilled(Scene scene)
{
    [Theory]
    [InlineData("Hello", "V6", 100, 40)]
    [InlineData("Hello", "V7", 100, 40)]
    [InlineData("TaskQueue", "V6", 6, 2)]
    [InlineData("TaskQueue", "V7", 6, 2)]
    public async Task Unreliable_worker_loses_what_it_had_not_finished(string name, string client, int published, int killedAfter)
    {
        var loss = await KillAsync(Sample.Named(name, client), Code.Unreliable, published, killedAfter);

        Assert.Equal(published - killedAfter, loss.Lost);
        Assert.Equal(0, loss.Duplicated);
    }

    [Theory]
    [InlineData("Hello", "V6", 100, 40)]
    [InlineData("Hello", "V7", 100, 40)]
    [InlineData("TaskQueue", "V6", 6, 2)]
    [InlineData("TaskQueue", "V7", 6, 2)]
    public async Task Repaired_worker_loses_nothing(string name, string client, int published, int killedAfter)
    {
        var loss = await KillAsync(Sample.Named(name, client), Code.Repaired, published, killedAfter);

        Assert.Equal(0, loss.Lost);
        // A message that was finished, but whose acknowledgement had not left the process, comes again.
        Assert.InRange(loss.Duplicated, 0, 1);
    }

    private async Task<Loss> KillAsync(Sample sample, Code code, int published, int killedAfter)
    {
        // On a busy machine the signal may come late. Another message is finished then, and the run is repeated with more time for each.
        for (var millisecondsPerMessage = 100; ; millisecondsPerMessage *= 2)
        {
            var play = await scene.BeginAsync(sample, code);
            await play.PublishAsync(published);
            var before = await WorkUntilKilledAsync(play, millisecondsPerMessage, killedAfter);
            if (before.Count > killedAfter && millisecondsPerMessage < 1000)
                continue;

            await play.WaitUntilUnattendedAsync();
            var loss = new Loss($"worker killed after {killedAfter} messages", sample, code, published, before, await play.WorkUntilIdleAsync());
            scene.Add(loss);
            return loss;
        }
    }

    private static async Task<IReadOnlyList<string>> WorkUntilKilledAsync(Play play, int millisecondsPerMessage, int killedAfter)
    {
        await using var worker = play.StartWorker(millisecondsPerMessage);
        await worker.WaitUntilDoneAsync(killedAfter);
        await worker.KillAsync();
        return worker.Done;
    }
}
