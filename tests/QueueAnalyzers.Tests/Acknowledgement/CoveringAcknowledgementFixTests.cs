using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fix of RMQ1018.</summary>
public class CoveringAcknowledgementFixTests
{
    [Theory, AllGenerations]
    public Task APosition(ClientVersion version) => Fixes(
        version,
        "await~ channel.BasicAck~(args.DeliveryTag, /* all */ {|RMQ1018:true|}); // done",
        "await~ channel.BasicAck~(args.DeliveryTag, /* all */ false); // done");

    [Theory, AllGenerations]
    public Task AName(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.BasicAck~(
            {|RMQ1018:multiple: true|},
            deliveryTag: args.DeliveryTag);
        """,
        """
        await~ channel.BasicAck~(
            multiple: false,
            deliveryTag: args.DeliveryTag);
        """);

    [Theory, AllGenerations]
    public Task ANegativeAcknowledgement(ClientVersion version) => Fixes(
        version,
        "await~ channel.BasicNack~(args.DeliveryTag, {|RMQ1018:multiple: true|}, requeue: false);",
        "await~ channel.BasicNack~(args.DeliveryTag, multiple: false, requeue: false);");

    [Theory, AllGenerations]
    public Task TwoOfThem(ClientVersion version) => Fixes(
        version,
        """
        if (args.Redelivered)
            await~ channel.BasicNack~(args.DeliveryTag, {|RMQ1018:true|}, false);
        else
            await~ channel.BasicAck~(args.DeliveryTag, {|RMQ1018:true|});
        """,
        """
        if (args.Redelivered)
            await~ channel.BasicNack~(args.DeliveryTag, false, false);
        else
            await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task BetweenDirectives(ClientVersion version) => Fixes(
        version,
        """
        #if !NEVER
        await~ channel.BasicAck~(args.DeliveryTag, {|RMQ1018:true|});
        #endif
        """,
        """
        #if !NEVER
        await~ channel.BasicAck~(args.DeliveryTag, false);
        #endif
        """);

    [Theory, AllGenerations]
    public Task InAMethodGroup(ClientVersion version) => Verify.That(version, Attached("{|RMQ1018:multiple: true|}"))
        .Uncovering("RMQ1006")
        .Fixes<CoveringAcknowledgementAnalyzer, CoveringAcknowledgementFix>(Attached("multiple: false"));

    [Theory, AllGenerations]
    public Task InAnOverride(ClientVersion version) => Verify.That(version, Consumer("{|RMQ1018:true|}"))
        .Uncovering("RMQ1006")
        .Fixes<CoveringAcknowledgementAnalyzer, CoveringAcknowledgementFix>(Consumer("false"));

    private static Task Fixes(ClientVersion version, string before, string after) => Verify.That(version, InHandler(before))
        .Uncovering("RMQ1006")
        .Fixes<CoveringAcknowledgementAnalyzer, CoveringAcknowledgementFix>(InHandler(after));

    private static string Attached(string multiple) => InClass(
        $$"""
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run()
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            var body = args.Body.ToArray();
            _ = Task.Run(() => System.IO.File.WriteAllBytes("message", body));
            await~ channel.BasicAck~(args.DeliveryTag, {{multiple}});
        }
        """);

    private static string Consumer(string multiple) =>
        $$"""
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                var copy = body.ToArray();
                _ = Task.Run(() => System.IO.File.WriteAllBytes("message", copy));
                await~ Channel~.BasicAck~(deliveryTag, {{multiple}});
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """;

    private static string InHandler(string body) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                var copy = args.Body.ToArray();
                _ = Task.Run(() => System.IO.File.WriteAllBytes("message", copy));
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ", StringComparison.Ordinal)}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """);
}
