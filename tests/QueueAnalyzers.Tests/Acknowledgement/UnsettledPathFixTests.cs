using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class UnsettledPathFixTests
{
    [Theory, AllGenerations]
    public Task EarlyReturnAcknowledges(ClientVersion version) => Acknowledges(
        version,
        """
        if (args.Redelivered)
            {|RMQ1004:return;|} // seen before
        Console.WriteLine(args.RoutingKey);
        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        """,
        """
        if (args.Redelivered)
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            return; // seen before
        }
        Console.WriteLine(args.RoutingKey);
        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        """);

    [Theory, AllGenerations]
    public Task EarlyReturnRejects(ClientVersion version) => Rejects(
        version,
        """
        if (!args.Redelivered)
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        else
        {
            // Not for us.
            {|RMQ1004:return;|}
        }
        """,
        """
        if (!args.Redelivered)
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        else
        {
            // Not for us.
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            return;
        }
        """);

    [Theory, AllGenerations]
    public Task SeveralReturns(ClientVersion version) => Acknowledges(
        version,
        """
        if (args.Redelivered) {|RMQ1004:return;|}
        switch (args.RoutingKey)
        {
            case "a":
                {|RMQ1004:return;|}
            case "b":
                await~ channel.BasicNack~(args.DeliveryTag, false, false);
                return;
            default:
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                break;
        }
        """,
        """
        if (args.Redelivered)
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            return;
        }
        switch (args.RoutingKey)
        {
            case "a":
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            case "b":
                await~ channel.BasicNack~(args.DeliveryTag, false, false);
                return;
            default:
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                break;
        }
        """);

    [Theory, AllGenerations]
    public Task SwallowingCatchRejects(ClientVersion version) => Rejects(
        version,
        """
        try
        {
            int.Parse(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        {|RMQ1004:catch|} (Exception e)
        {
            Console.WriteLine(e); // for the log
        }
        """,
        """
        try
        {
            int.Parse(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e); // for the log
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        """);

    [Theory, AllGenerations]
    public Task CatchThatReturnsRejects(ClientVersion version) => Rejects(
        version,
        """
        try
        {
            int.Parse(args.RoutingKey);
        }
        {|RMQ1004:catch|} (FormatException e)
        {
            Console.WriteLine(e);
            return;
        }

        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        """,
        """
        try
        {
            int.Parse(args.RoutingKey);
        }
        catch (FormatException e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            return;
        }

        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        """);

    [Theory, AllGenerations]
    public Task EmptyCatchRejects(ClientVersion version) => Rejects(
        version,
        """
        try
        {
            int.Parse(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        {|RMQ1004:catch|} { /* never mind */ }
        """,
        """
        try
        {
            int.Parse(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch
        {
            /* never mind */
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        """);

    [Theory, Generations(V7)]
    public Task MethodBecomesAsynchronous(ClientVersion version) => Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        InClass("""
            public async Task Run(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnReceived;
                await channel.BasicConsumeAsync("orders", false, consumer);
            }

            private Task OnReceived(object sender, BasicDeliverEventArgs args)
            {
                if (args.Redelivered)
                    {|RMQ1004:return Task.CompletedTask;|}
                return ((AsyncEventingBasicConsumer)sender).Channel.BasicAckAsync(args.DeliveryTag, false).AsTask();
            }
            """),
        InClass("""
            public async Task Run(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += OnReceived;
                await channel.BasicConsumeAsync("orders", false, consumer);
            }

            private async Task OnReceived(object sender, BasicDeliverEventArgs args)
            {
                if (args.Redelivered)
                {
                    await ((AsyncEventingBasicConsumer)sender).Channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                    return;
                }
                await ((AsyncEventingBasicConsumer)sender).Channel.BasicAckAsync(args.DeliveryTag, false).AsTask();
            }
            """),
        "RMQ1004.Acknowledge");

    [Theory, AllGenerations]
    public Task OverrideOfAConsumerClass(ClientVersion version) => Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                if (routingKey == "a")
                    {|RMQ1004:return;|}
                await~ Channel~.BasicAck~(deliveryTag, false);
            }

            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", false, this); }
        }

        """,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                if (routingKey == "a")
                {
                    await~ Channel~.BasicReject~(deliveryTag, requeue: !redelivered);
                    return;
                }
                await~ Channel~.BasicAck~(deliveryTag, false);
            }

            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", false, this); }
        }

        """,
        "RMQ1004.Reject");

    [Theory, AllGenerations(
        "if (args.Redelivered) { await~ channel.BasicAck~(args.DeliveryTag, false); }")]
    public Task NothingIsOfferedForTheEndOfTheBody(ClientVersion version, string statements) =>
        Verify.OffersNoFix<UnsettledPathAnalyzer, UnsettledPathFix>(version, Handler(statements, "{|RMQ1004:Received~|}"));

    [Theory, AllGenerations(
        // Settled on some of the paths that come here.
        "if (args.RoutingKey == \"a\") await~ channel.BasicAck~(args.DeliveryTag, false); if (args.Redelivered) {|RMQ1004:return;|} if (args.RoutingKey != \"a\") await~ channel.BasicAck~(args.DeliveryTag, false);",
        "try { int.Parse(args.RoutingKey); await~ channel.BasicAck~(args.DeliveryTag, false); } {|RMQ1004:catch|} { if (args.Redelivered) await~ channel.BasicNack~(args.DeliveryTag, false, false); }",
        "await~ Inner(); async~ Task~ Inner() { try { int.Parse(args.RoutingKey); await~ channel.BasicAck~(args.DeliveryTag, false); } {|RMQ1004:catch|} { } }",
        "try { try { int.Parse(args.RoutingKey); await~ channel.BasicAck~(args.DeliveryTag, false); } {|RMQ1004:catch|} (FormatException) { int.Parse(\"\"); } } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, false); }")]
    public Task NothingIsOfferedWhenTheDeliveryMayBeSettled(ClientVersion version, string statements) =>
        Verify.OffersNoFix<UnsettledPathAnalyzer, UnsettledPathFix>(version, Handler(statements));

    private static Task Acknowledges(ClientVersion version, string before, string after) =>
        Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(version, Handler(before), Handler(after), "RMQ1004.Acknowledge");

    private static Task Rejects(ClientVersion version, string before, string after) =>
        Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(version, Handler(before), Handler(after), "RMQ1004.Reject");

    private static string Handler(string statements, string received = "Received~") => InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.{{received}} += async~ (sender, args) =>
        {
        {{string.Join('\n', statements.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}}
        };
        await~ channel.BasicConsume~("orders", autoAck: false, consumer);
        """);
}
