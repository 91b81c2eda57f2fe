using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class NeverSettledFixTests
{
    [Theory, AllGenerations]
    public Task ConsumerAcknowledges(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.{|RMQ1003:Received~|} += async~ (sender, args) => Console.WriteLine(args.RoutingKey);
            await~ channel.BasicConsume~("orders", autoAck: false, consumer);
            """),
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                Console.WriteLine(args.RoutingKey);
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            };
            await~ channel.BasicConsume~("orders", autoAck: false, consumer);
            """),
        "RMQ1003.Acknowledge");

    [Theory, AllGenerations]
    public Task ConsumerAcknowledgesOrRejects(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.{|RMQ1003:Received~|} += async~ (sender, args) =>
            {
                Console.WriteLine(args.RoutingKey);
            };
            await~ channel.BasicConsume~("orders", autoAck: false, consumer);
            """),
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                try
                {
                    Console.WriteLine(args.RoutingKey);
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                    throw;
                }
            };
            await~ channel.BasicConsume~("orders", autoAck: false, consumer);
            """),
        "RMQ1003.AcknowledgeOrReject");

    [Theory, AllGenerations]
    public Task MethodInAnotherDocument(ClientVersion version) => Verify
        .That(version, InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += Handlers.OnReceived;
            await~ channel.BasicConsume~("orders", autoAck: false, consumer);
            """))
        .WithDocument("Handlers.cs", """
            public static class Handlers
            {
                public static async~ Task~ {|RMQ1003:OnReceived|}(object? sender, BasicDeliverEventArgs args)
                {
                    Console.WriteLine(args.RoutingKey);
                }
            }
            """)
        .Choosing("RMQ1003.Acknowledge")
        .Changing("Handlers.cs", """
            public static class Handlers
            {
                public static async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
                {
                    Console.WriteLine(args.RoutingKey);
                    await~ ((EventingConsumer~)sender!).Channel~.BasicAck~(args.DeliveryTag, multiple: false);
                }
            }
            """)
        .Fixes<NeverSettledAnalyzer, NeverSettledFix>(InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += Handlers.OnReceived;
            await~ channel.BasicConsume~("orders", autoAck: false, consumer);
            """));

    [Theory, AllGenerations("{ return~; }", "{ ; }", "{ }")]
    public Task NothingIsOfferedWhereThereIsNoProcessing(ClientVersion version, string body) => Verify.OffersNoFix<NeverSettledAnalyzer, NeverSettledFix>(version, InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.{|RMQ1003:Received~|} += {~~{{(body.Contains("return", StringComparison.Ordinal) ? "" : "async ")}}}(sender, args) => {{body}};
        await~ channel.BasicConsume~("orders", autoAck: false, consumer);
        """));

    [Theory, AllGenerations]
    public Task FetchedMessage(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var result = await~ channel.{|RMQ1003:BasicGet~|}("orders", false);
            if (result != null)
                Console.WriteLine(result.RoutingKey);
            """),
        InMethod("""
            var result = await~ channel.BasicGet~("orders", false);
            if (result != null)
            {
                Console.WriteLine(result.RoutingKey);
                await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
            }
            """),
        "RMQ1003.Acknowledge");

    private static Task Fixes(ClientVersion version, string before, string after, string action) =>
        Verify.Fixes<NeverSettledAnalyzer, NeverSettledFix>(version, before, after, action);
}
