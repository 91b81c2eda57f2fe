using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;
using RabbitMQ.Client;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>Two programs declare the same queue or exchange, and not in the same way (RMQ2006).</summary>
public sealed class ConflictingDeclarations(Scene scene)
{
    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Second_declaration_of_a_queue_closes_its_channel(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        (await host.AskAsync(Declare.Queue("orders"))).Accepts();

        (await host.AskAsync(Declare.Queue("orders", durable: false)))
            .ClosesChannel(406, "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'orders' in vhost '/': received 'false' but current is 'true'");
        (await host.AskAsync(Declare.Queue("orders", autoDelete: true)))
            .ClosesChannel(406, "inequivalent arg 'auto_delete' for queue 'orders'");
        (await host.AskAsync(Declare.Queue("orders", exclusive: true)))
            .ClosesChannel(405, "RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'orders'");
        (await host.AskAsync(Declare.Queue("orders", arguments: ("x-message-ttl", 1000))))
            .ClosesChannel(406, "inequivalent arg 'x-message-ttl' for queue 'orders' in vhost '/': received the value '1000' of type 'signedint' but current is none");
        (await host.AskAsync(Declare.Queue("orders", arguments: ("x-queue-type", "quorum"))))
            .ClosesChannel(406, "inequivalent arg 'x-queue-type' for queue 'orders'");
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Declarations_that_agree_are_accepted(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        (await host.AskAsync(Declare.Queue("invoices", arguments: ("x-message-ttl", 1000)))).Accepts();

        (await host.AskAsync(Declare.Queue("invoices", arguments: ("x-message-ttl", 1000)))).Accepts();
        // The same number, wider; a name that means nothing to the broker; the default, named.
        (await host.AskAsync(Declare.Queue("invoices", arguments: ("x-message-ttl", 1000L)))).Accepts();
        (await host.AskAsync(Declare.Queue("invoices", arguments: [("x-message-ttl", 1000), ("x-owner", "shop")]))).Accepts();
        (await host.AskAsync(Declare.Queue("invoices", arguments: [("x-message-ttl", 1000), ("x-queue-type", "classic")]))).Accepts();
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Second_declaration_of_an_exchange_closes_its_channel(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        (await host.AskAsync(Declare.Exchange("shipments", ExchangeType.Direct))).Accepts();

        (await host.AskAsync(Declare.Exchange("shipments", ExchangeType.Fanout)))
            .ClosesChannel(406, "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'shipments' in vhost '/': received 'fanout' but current is 'direct'");
        (await host.AskAsync(Declare.Exchange("shipments", ExchangeType.Direct, durable: false)))
            .ClosesChannel(406, "inequivalent arg 'durable' for exchange 'shipments'");
        (await host.AskAsync(Declare.Exchange("shipments", ExchangeType.Direct))).Accepts();
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Declaration_without_an_answer_closes_the_channel_unseen(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        (await host.AskAsync(Declare.Queue("refunds"))).Accepts();
        await using var session = await host.OpenAsync();
        var closed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Channel.ChannelShutdownAsync += (_, shutdown) =>
        {
            closed.TrySetResult(shutdown.ReplyText);
            return Task.CompletedTask;
        };

        (await session.AskAsync(Declare.Queue("refunds", autoDelete: true, noWait: true))).Accepts();

        Assert.Contains("inequivalent arg 'auto_delete' for queue 'refunds'", await closed.Task.WaitAsync(TimeSpan.FromMinutes(1)), StringComparison.Ordinal);
        Assert.False(session.Channel.IsOpen);
    }
}
