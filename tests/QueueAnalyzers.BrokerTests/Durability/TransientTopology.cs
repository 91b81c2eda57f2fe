using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>The broker is restarted where something was not declared durable (RMQ2001, RMQ2002).</summary>
public sealed class TransientTopology(Scene scene)
{
    private const int Published = 50;

    [Fact]
    public async Task RabbitMQ_3_forgets_the_queue_the_exchange_and_the_bindings()
    {
        var broker = await scene.BrokerAsync(Releases.V3);
        var host = broker.DefaultVirtualHost;
        await DeclareAsync(host);
        await using (var publisher = await host.OpenAsync())
        {
            (await publisher.AskAsync(Declare.Queue("transient work", durable: false))).Accepts();
            Assert.Equal(Published, await publisher.PublishAsync("", "transient work", Published));
            Assert.Equal(Published, await publisher.PublishAsync("", "durable work", Published));
        }

        await broker.RestartAsync();

        Assert.False(await host.QueueExistsAsync("transient work"));
        await host.StaysAtAsync("durable work", Published);
        await using var session = await host.OpenAsync();
        (await session.AskAsync(channel => channel.ExchangeDeclarePassiveAsync("transient news"))).ClosesChannel(404, "NOT_FOUND - no exchange 'transient news' in vhost '/'");
        await DurableNewsArriveAsync(host);
    }

    [Fact]
    public async Task RabbitMQ_4_on_one_node_keeps_the_exchange_and_the_bindings()
    {
        var broker = await scene.BrokerAsync(Releases.V4);
        var host = broker.DefaultVirtualHost;
        await DeclareAsync(host);

        await broker.RestartAsync();

        await using var session = await host.OpenAsync();
        Assert.Equal(Published, await session.PublishAsync("transient news", "", Published));
        await host.StaysAtAsync("readers of transient news", Published);
        (await session.AskAsync(Declare.Exchange("transient news"))).ClosesChannel(406, "inequivalent arg 'durable' for exchange 'transient news'");
        await DurableNewsArriveAsync(host);
    }

    private static async Task DeclareAsync(VirtualHost host)
    {
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.Exchange("transient news", durable: false))).Accepts();
        (await session.AskAsync(Declare.Queue("readers of transient news"))).Accepts();
        (await session.AskAsync(channel => channel.QueueBindAsync("readers of transient news", "transient news", ""))).Accepts();
        (await session.AskAsync(Declare.QueueBehindExchange("durable news"))).Accepts();
        (await session.AskAsync(Declare.Queue("durable work"))).Accepts();
    }

    private static async Task DurableNewsArriveAsync(VirtualHost host)
    {
        await using var session = await host.OpenAsync();
        Assert.Equal(Published, await session.PublishAsync("durable news", "", Published));
        await host.StaysAtAsync("durable news", Published);
    }
}
