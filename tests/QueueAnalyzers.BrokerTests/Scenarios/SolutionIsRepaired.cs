using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>
/// A producer and a worker share the name of their queue in a third project. Two fixes, each for the whole solution, make the queue
/// durable and its messages persistent; the broker is restarted while the messages wait.
/// </summary>
public sealed class SolutionIsRepaired(Scene scene, ThumbnailPrograms programs) : IClassFixture<ThumbnailPrograms>
{
    private const string OldQueue = "thumbnails";
    private const string NewQueue = "thumbnails_1";
    private const int Published = 20;

    [Fact]
    public async Task On_RabbitMQ_3_nothing_is_lost_any_more()
    {
        var broker = await scene.BrokerAsync(Releases.V3);
        var unreliable = await programs.UnreliableAsync();
        var repaired = await programs.RepairedAsync();
        // Both in one virtual host: the repaired programs are deployed while the old queue is still there.
        var host = await broker.CreateVirtualHostAsync();
        await PublishAsync(unreliable, host, OldQueue);
        await PublishAsync(repaired, host, NewQueue);

        await broker.RestartAsync();

        Assert.False(await host.QueueExistsAsync(OldQueue), "The queue is not durable and should be gone.");
        await WorkAsync(repaired, host);
    }

    [Fact]
    public async Task On_RabbitMQ_4_the_programs_run_at_all()
    {
        var broker = await scene.BrokerAsync(Releases.V4);
        var unreliable = await programs.UnreliableAsync();
        var repaired = await programs.RepairedAsync();
        var host = await broker.CreateVirtualHostAsync();
        await using (var producer = unreliable.Start("Producer", host))
            await producer.WaitForFailureAsync("transient_nonexcl_queues");
        await PublishAsync(repaired, host, NewQueue);

        await broker.RestartAsync();

        await WorkAsync(repaired, host);
    }

    private static async Task PublishAsync(SolutionCopy solution, VirtualHost host, string queue)
    {
        await using var producer = solution.Start("Producer", host);
        await producer.WaitForEndAsync();
        Assert.Equal(Published, await host.CountMessagesAsync(queue));
    }

    private static async Task WorkAsync(SolutionCopy solution, VirtualHost host)
    {
        await using var worker = solution.Start("Worker", host);
        await worker.WaitUntilDoneAsync(Published);
        await worker.StopAsync();
        Assert.Equal(Published, worker.Done.Count);
        Assert.Equal(0, await host.CountMessagesAsync(NewQueue));
    }
}
