using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fix of RMQ1008.</summary>
public class SettledTwiceFixTests
{
    [Theory, AllGenerations]
    public Task RightBehind(ClientVersion version) => Fixes(
        version,
        """
        Console.WriteLine(args.RoutingKey);
        // done
        await~ channel.BasicAck~(args.DeliveryTag, false);
        await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);
        """,
        """
        Console.WriteLine(args.RoutingKey);
        // done
        await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task KeepsCommentsAndWhatFollows(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.BasicAck~(args.DeliveryTag, false); // once
        // and again
        await~ channel.{|RMQ1008:BasicNack~|}(args.DeliveryTag, false, true); // twice
        Console.WriteLine(args.RoutingKey);
        """,
        """
        await~ channel.BasicAck~(args.DeliveryTag, false); // once
        // and again
         // twice
        Console.WriteLine(args.RoutingKey);
        """);

    [Theory, AllGenerations]
    public Task BothAtTheEndOfABranch(ClientVersion version) => Fixes(
        version,
        """
        if (args.Redelivered)
        {
            await~ channel.BasicReject~(args.DeliveryTag, false);
            Console.WriteLine("rejected");
            await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);
            return;
        }

        await~ channel.BasicAck~(args.DeliveryTag, false);
        """,
        """
        if (args.Redelivered)
        {
            await~ channel.BasicReject~(args.DeliveryTag, false);
            Console.WriteLine("rejected");
            return;
        }

        await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task Thrice(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.BasicAck~(args.DeliveryTag, false);
        await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);
        await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);
        """,
        """
        await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task OnOneLine(ClientVersion version) => Fixes(
        version,
        "await~ channel.BasicAck~(args.DeliveryTag, false); await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "await~ channel.BasicAck~(args.DeliveryTag, false);");

    [Theory, AllGenerations]
    public Task InAHelper(ClientVersion version)
    {
        return Verify.Fixes<SettledTwiceAnalyzer, SettledTwiceFix>(version, Code("{|RMQ1008:Finish|}", "\n        await~ channel.BasicAck~(args.DeliveryTag, false);"), Code("Finish", ""));

        static string Code(string call, string second) => InClass(
            $$"""
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (_, args) => await~ {{call}}(channel, args);
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private static async~ Task~ Finish(IChannel~ channel, BasicDeliverEventArgs args)
            {
                await~ channel.BasicAck~(args.DeliveryTag, false);{{second.Replace("        ", "    ", StringComparison.Ordinal)}}
            }
            """);
    }

    [Theory, AllGenerations(
        "if (args.Redelivered) await~ channel.BasicReject~(args.DeliveryTag, false); await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "await~ channel.BasicAck~(args.DeliveryTag, false); System.IO.File.Delete(args.RoutingKey); await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "await~ channel.BasicAck~(args.DeliveryTag, false); if (args.Redelivered) return; await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "for (var i = 0; i < 2; i++) await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "try { await~ channel.BasicAck~(args.DeliveryTag, false); } finally { await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }")]
    public Task NotOffered(ClientVersion version, string body) => Verify.OffersNoFix<SettledTwiceAnalyzer, SettledTwiceFix>(version, InHandler(body));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<SettledTwiceAnalyzer, SettledTwiceFix>(version, InHandler(before), InHandler(after));

    private static string InHandler(string body) => InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) =>
        {
            {{body.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal)}}
        };
        await~ channel.BasicConsume~("orders", false, consumer);
        """);
}
