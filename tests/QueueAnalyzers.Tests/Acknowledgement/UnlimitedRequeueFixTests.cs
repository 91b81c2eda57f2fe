using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fixes of RMQ1011.</summary>
public class UnlimitedRequeueFixTests
{
    private const string Once = "RMQ1011.RequeueOnce";
    private const string Not = "RMQ1011.DoNotRequeue";

    [Theory, AllGenerations]
    public Task By_the_flag_of_the_event(ClientVersion version) => Fixes(
        version,
        "await~ channel.BasicNack~(args.DeliveryTag, multiple: false, {|RMQ1011:requeue: /* again */ true|}); // sic",
        "await~ channel.BasicNack~(args.DeliveryTag, multiple: false, requeue: /* again */ !args.Redelivered); // sic");

    [Theory, AllGenerations]
    public Task Not_at_all(ClientVersion version) => Fixes(
        version,
        "await~ channel.BasicNack~(args.DeliveryTag, multiple: false, {|RMQ1011:requeue: true|});",
        "await~ channel.BasicNack~(args.DeliveryTag, multiple: false, requeue: false);",
        Not);

    [Theory, AllGenerations]
    public Task In_a_rejection(ClientVersion version) => Fixes(
        version,
        "await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:true|});",
        "await~ channel.BasicReject~(args.DeliveryTag, !args.Redelivered);");

    [Theory, AllGenerations]
    public Task With_reordered_arguments_on_lines_of_their_own(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.BasicNack~(
                    {|RMQ1011:requeue: true|}, // give it back
                    multiple: false,
                    deliveryTag: args.DeliveryTag);
        """,
        """
        await~ channel.BasicNack~(
                    requeue: !args.Redelivered, // give it back
                    multiple: false,
                    deliveryTag: args.DeliveryTag);
        """);

    [Theory, AllGenerations]
    public Task With_a_constant(ClientVersion version) => Fixes(
        version,
        "const bool again = true; await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:again|}); Console.WriteLine(again);",
        "const bool again = true; await~ channel.BasicReject~(args.DeliveryTag, !args.Redelivered); Console.WriteLine(again);");

    [Theory, AllGenerations]
    public Task By_a_tag_in_a_local(ClientVersion version) => Fixes(
        version,
        "var tag = args.DeliveryTag; await~ channel.BasicReject~(tag, {|RMQ1011:true|});",
        "var tag = args.DeliveryTag; await~ channel.BasicReject~(tag, !args.Redelivered);");

    [Theory, AllGenerations]
    public Task In_several_branches(ClientVersion version) => Fixes(
        version,
        """
        if (args.Exchange == "")
        #if DEBUG
                    await~ channel.BasicNack~(args.DeliveryTag, false, true);
        #else
                    await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1011:true|});
        #endif
                else
                    await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:true|});
        """,
        """
        if (args.Exchange == "")
        #if DEBUG
                    await~ channel.BasicNack~(args.DeliveryTag, false, true);
        #else
                    await~ channel.BasicNack~(args.DeliveryTag, false, !args.Redelivered);
        #endif
                else
                    await~ channel.BasicReject~(args.DeliveryTag, !args.Redelivered);
        """);

    [Theory, AllGenerations]
    public Task In_an_override(ClientVersion version)
    {
        return Verify.Fixes<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(version, Code("{|RMQ1011:true|}"), Code("!redelivered"), Once);

        static string Code(string requeue) =>
            $$"""
            public sealed class Worker : ConsumerBase~
            {
                private readonly IChannel~ channel;
                public Worker(IChannel~ channel) : base(channel) { this.channel = channel; }
                public async~ Task~ Start() { await~ channel.BasicConsume~("orders", false, this); }
                public override async~ Task~ HandleBasicDeliver~(Delivery~)
                {
                    try { System.IO.File.WriteAllBytes("message", body.ToArray()); await~ channel.BasicAck~(deliveryTag, false); }
                    catch (Exception) { await~ channel.BasicNack~(deliveryTag, false, {{requeue}}); }
                }
            }
            """;
    }

    [Theory, AllGenerations]
    public Task Of_what_is_fetched(ClientVersion version)
    {
        return Verify.Fixes<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(version, Code("{|RMQ1011:true|}"), Code("!result.Redelivered"), Once);

        static string Code(string requeue) => InMethod(
            $$"""
            while (await~ channel.BasicGet~("orders", false) is { } result)
            {
                try { System.IO.File.WriteAllBytes("message", result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, false); }
                catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, {{requeue}}); }
            }
            """);
    }

    [Theory, AllGenerations]
    public Task At_the_caller_of_a_wrapper(ClientVersion version) => Fixes(
        version,
        "await~ Requeue(channel, args, {|RMQ1011:true|});",
        "await~ Requeue(channel, args, !args.Redelivered);");

    [Theory, AllGenerations]
    public Task At_the_caller_of_a_wrapper_with_a_default(ClientVersion version) => Fixes(
        version,
        "await~ {|RMQ1011:Requeue|}(channel, args);",
        "await~ Requeue(channel, args, again: !args.Redelivered);");

    [Theory, AllGenerations]
    public Task In_a_method_that_knows_only_the_tag(ClientVersion version)
    {
        return Verify.That(version, Code("{|RMQ1011:true|}")).Choosing(Once).OffersNoFix<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>();

        static string Code(string requeue) => InHandler("await~ GiveBack(channel, args.DeliveryTag);",
            $$"""private static async~ Task~ GiveBack(IChannel~ channel, ulong tag) { await~ channel.BasicNack~(tag, false, {{requeue}}); }""");
    }

    [Theory, AllGenerations]
    public Task Not_at_all_where_only_the_tag_is_known(ClientVersion version)
    {
        return Verify.Fixes<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(version, Code("{|RMQ1011:true|}"), Code("false"));

        static string Code(string requeue) => InHandler("await~ GiveBack(channel, args.DeliveryTag);",
            $$"""private static async~ Task~ GiveBack(IChannel~ channel, ulong tag) { await~ channel.BasicNack~(tag, false, {{requeue}}); }""");
    }

    [Theory, AllGenerations]
    public Task Offers_nothing_that_discards_the_message(ClientVersion version) => Verify.OffersNoFix<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(
        version,
        InHandler("await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1011:true|});").Replace(
            "    var consumer", "    await~ channel.QueueDeclare~(\"orders\", true, false, false);\n    var consumer", StringComparison.Ordinal),
        Not);

    [Theory, AllGenerations]
    public Task Not_at_all_where_the_queue_dead_letters(ClientVersion version)
    {
        return Verify.Fixes<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(version, Code("{|RMQ1011:true|}"), Code("false"), Not);

        static string Code(string requeue) => InHandler($"await~ channel.BasicNack~(args.DeliveryTag, false, {requeue});").Replace(
            "    var consumer",
            "    await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-dead-letter-exchange\"] = \"failed\" }!);\n    var consumer",
            StringComparison.Ordinal);
    }

    private static Task Fixes(ClientVersion version, string before, string after, string action = Once) =>
        Verify.Fixes<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(version, InHandler(before), InHandler(after), action);

    private static string InHandler(string settle, string members = "") => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                try
                {
                    System.IO.File.WriteAllBytes("message", args.Body.ToArray());
                    await~ channel.BasicAck~(args.DeliveryTag, false);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e); // what has happened
                    {{settle}}
                }
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Requeue(IChannel~ channel, BasicDeliverEventArgs args, bool again = true)
        {
            await~ channel.BasicNack~(args.DeliveryTag, false, again);
        }

        {{members}}
        """);
}
