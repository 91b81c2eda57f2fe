using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;
using RabbitMQ.Client.Events;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>A durable queue that ends with its connection or its consumer takes its messages along (RMQ2003).</summary>
public sealed class DeletedQueue(Scene scene)
{
    private const int Published = 5;

    [Theory]
    [InlineData(Releases.V3, true, false)]
    [InlineData(Releases.V3, false, true)]
    [InlineData(Releases.V4, true, false)]
    [InlineData(Releases.V4, false, true)]
    public async Task Messages_are_gone_with_the_queue(string release, bool exclusive, bool autoDelete)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var queue = exclusive ? "exclusive tasks" : "tasks until the consumer ends";

        await PublishAndConsumeOnceAsync(host, queue, Declare.Queue(queue, durable: true, exclusive, autoDelete));

        await WaitUntilGoneAsync(host, queue);
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Messages_stay_in_a_queue_that_stays(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;

        await PublishAndConsumeOnceAsync(host, "lasting tasks", Declare.Queue("lasting tasks"));

        await host.StaysAtAsync("lasting tasks", Published);
    }

    private static async Task PublishAndConsumeOnceAsync(VirtualHost host, string queue, Func<RabbitMQ.Client.IChannel, Task> declaration)
    {
        await using var session = await host.OpenAsync();
        (await session.AskAsync(declaration)).Accepts();
        Assert.Equal(Published, await session.PublishAsync("", queue, Published));
        var consumer = await session.Channel.BasicConsumeAsync(queue, autoAck: false, "", noLocal: false, exclusive: false, arguments: null, new AsyncEventingBasicConsumer(session.Channel));
        await session.Channel.BasicCancelAsync(consumer);
    }

    private static async Task WaitUntilGoneAsync(VirtualHost host, string queue)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await host.QueueExistsAsync(queue))
            await Task.Delay(50, late.Token);
    }
}
