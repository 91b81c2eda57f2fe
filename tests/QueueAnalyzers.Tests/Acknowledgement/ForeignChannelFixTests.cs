using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fix of RMQ1010.</summary>
public class ForeignChannelFixTests
{
    [Theory, AllGenerations]
    public Task In_a_lambda(ClientVersion version) => Fixes(
        version,
        "await~ /* whose? */ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, /* this one */ multiple: false); // done",
        "await~ /* whose? */ channel.BasicAck~(args.DeliveryTag, /* this one */ multiple: false); // done");

    [Theory, AllGenerations]
    public Task On_every_path(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
            await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false);
        }
        catch (Exception)
        {
            await~ other
                .{|RMQ1010:BasicReject~|}(args.DeliveryTag, false);
        }
        """,
        """
        try
        {
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception)
        {
            await~ channel
                .BasicReject~(args.DeliveryTag, false);
        }
        """);

    [Theory, AllGenerations]
    public Task Between_directives(ClientVersion version) => Fixes(
        version,
        """
        #if DEBUG
                    Console.WriteLine(1);
        #endif
                    await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false);
        """,
        """
        #if DEBUG
                    Console.WriteLine(1);
        #endif
                    await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task In_a_local_function(ClientVersion version) => Fixes(
        version,
        "await~ Done~(); async~ Task~ Done~() { await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false); }",
        "await~ Done~(); async~ Task~ Done~() { await~ channel.BasicAck~(args.DeliveryTag, false); }");

    [Theory, AllGenerations]
    public Task At_the_call_of_a_helper(ClientVersion version) => Fixes(
        version,
        "await~ {|RMQ1010:Finish|}(args: args, via: other);",
        "await~ Finish(args: args, via: channel);");

    [Theory, AllGenerations]
    public Task In_a_method_that_does_not_see_the_channel(ClientVersion version)
    {
        return Verify.Fixes<ForeignChannelAnalyzer, ForeignChannelFix>(
            version,
            Code("other.{|RMQ1010:BasicAck~|}"),
            Code("((EventingConsumer~)sender!).Channel~.BasicAck~"));

        static string Code(string settle) => InClass(
            $$"""
            private IChannel~ other = null!;

            public async~ Task~ Start(IConnection connection)
            {
                var channel = await~ connection.CreateChannel~();
                other = await~ connection.CreateChannel~();
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.Body.Length);
                await~ {{settle}}(args.DeliveryTag, false);
            }
            """);
    }

    [Theory, AllGenerations]
    public Task In_fields(ClientVersion version)
    {
        return Verify.Fixes<ForeignChannelAnalyzer, ForeignChannelFix>(version, Code("other.{|RMQ1010:BasicAck~|}"), Code("own!.BasicAck~"));

        static string Code(string settle) => InClass(
            $$"""
            private IChannel~? own, other;

            public async~ Task~ Start(IConnection connection)
            {
                own = await~ connection.CreateChannel~();
                other = await~ connection.CreateChannel~();
                var consumer = new EventingConsumer~(own);
                consumer.Received~ += OnReceived;
                await~ own.BasicConsume~("orders", false, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.Body.Length);
                if (other != null)
                    await~ {{settle}}(args.DeliveryTag, false);
            }
            """);
    }

    [Theory, AllGenerations]
    public Task Of_what_is_fetched(ClientVersion version)
    {
        return Verify.Fixes<ForeignChannelAnalyzer, ForeignChannelFix>(version, Code("second.{|RMQ1010:BasicAck~|}"), Code("first.BasicAck~"));

        static string Code(string settle) => InMethod(
            $$"""
            var first = await~ connection.CreateChannel~();
            var second = await~ connection.CreateChannel~();
            var result = await~ first.BasicGet~("orders", false);
            if (result != null)
            {
                Console.WriteLine(result.Body.Length);
                await~ {{settle}}(result.DeliveryTag, false);
            }
            """,
            "IConnection connection");
    }

    [Theory, AllGenerations]
    public Task Not_in_a_method_that_chooses_the_channel_itself(ClientVersion version) => Verify.OffersNoFix<ForeignChannelAnalyzer, ForeignChannelFix>(version, InClass(
        """
        private IChannel~ own = null!, other = null!;

        public async~ Task~ Start(IConnection connection)
        {
            own = await~ connection.CreateChannel~();
            other = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(own);
            consumer.Received~ += OnReceived;
            await~ own.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { await~ {|RMQ1010:Finish|}(args.DeliveryTag); }
        private async~ Task~ Finish(ulong tag) { await~ other.{|also:BasicAck~|}(tag, false); }
        """));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<ForeignChannelAnalyzer, ForeignChannelFix>(version, InHandler(before, isReported: true), InHandler(after, isReported: false));

    private static string InHandler(string body, bool isReported) => InClass(
        $$"""
        public async~ Task~ Run(IConnection connection)
        {
            var channel = await~ connection.CreateChannel~();
            var other = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
            await~ other.Close~();
        }

        private static async~ Task~ Finish(IChannel~ via, BasicDeliverEventArgs args)
        {
            await~ via.{{(isReported && body.Contains("|}(args: args", StringComparison.Ordinal) ? "{|also:BasicAck~|}" : "BasicAck~")}}(args.DeliveryTag, false);
        }
        """);
}
