using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The option <c>settle_methods</c>: a method whose source is elsewhere settles the delivery that it is given.</summary>
public class SettleMethodsTests
{
    private const string Complete = "M:IDeliveries.Complete~(RabbitMQ.Client.Events.BasicDeliverEventArgs)";
    private const string CompleteTag = "M:IDeliveries.Complete~(System.UInt64)";
    private const string Extension = "M:Deliveries.Done(RabbitMQ.Client.Events.BasicDeliverEventArgs,System.String)";

    private const string Helpers =
        """
        public interface IDeliveries
        {
            Task~ Complete~(BasicDeliverEventArgs delivery);
            Task~ Complete~(ulong tag);
        }

        public abstract class Outbox
        {
            public abstract void Keep(BasicDeliverEventArgs delivery, string text);
        }

        public static class Deliveries
        {
            public static Outbox? Outbox { get; set; }
            public static void Done(this BasicDeliverEventArgs delivery, string text) => Outbox!.Keep(delivery, text);
        }
        """;

    [Theory, AllGenerations(
        "if (args.Redelivered) {|RMQ1004:return;|} await~ deliveries.Complete~(args);",
        "if (args.Redelivered) {|RMQ1004:return;|} await~ deliveries.Complete~(args.DeliveryTag);",
        "if (args.Redelivered) {|RMQ1004:return;|} args.Done(\"done\");",
        "await~ channel.BasicAck~(args.DeliveryTag, false); await~ deliveries.{|RMQ1008:Complete~|}(args);",
        "await~ deliveries.Complete~(args); await~ channel.{|RMQ1008:BasicReject~|}(args.DeliveryTag, false);",
        "await~ deliveries.Complete~(args); await~ deliveries.{|RMQ1008:Complete~|}(args.DeliveryTag);",
        "await~ Finish~(args); await~ deliveries.{|RMQ1008:Complete~|}(args);")]
    public Task Reports_a_path_that_such_a_method_makes_wrong(ClientVersion version, string body) => All(version, Manual(body)).AllReport();

    [Theory, AllGenerations]
    public Task Reports_work_that_can_throw_before_it(ClientVersion version) => All(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, IDeliveries deliveries)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.{|RMQ1005:Received~|} += async~ (sender, args) =>
            {
                System.IO.File.WriteAllBytes("message", args.Body.ToArray());
                await~ deliveries.Complete~(args);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """) + Helpers).AllReport();

    [Theory, AllGenerations]
    public Task Reports_a_delivery_that_was_acknowledged_automatically(ClientVersion version) =>
        All(version, Manual("await~ deliveries.{|RMQ1009:Complete~|}(args);").Replace("\"orders\", false", "\"orders\", true", StringComparison.Ordinal)).AllReport();

    [Theory, AllGenerations(
        "await~ deliveries.Complete~(args);",
        "if (args.Redelivered) { await~ channel.BasicReject~(args.DeliveryTag, false); return; } await~ deliveries.Complete~(args.DeliveryTag);",
        "if (args.Redelivered) args.Done(\"again\"); else await~ deliveries.Complete~(args);",
        // How it settles is not known: a message may be rejected first and be parked then.
        "await~ deliveries.Complete~(args); Console.WriteLine(args.Body.Length); System.IO.File.WriteAllBytes(\"parked\", args.Body.ToArray());")]
    public Task Silent_where_every_path_settles(ClientVersion version, string body) => All(version, Manual(body)).AllSilent();

    [Theory, AllGenerations]
    public Task Reports_a_fetched_message_that_is_forgotten(ClientVersion version) => All(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, IDeliveries deliveries)
        {
            var result = await~ channel.BasicGet~("orders", autoAck: false);
            if (result is null)
                return;
            if (result.Redelivered)
                {|RMQ1004:return;|}
            await~ deliveries.Complete~(result.DeliveryTag);
        }
        """) + Helpers).AllReport();

    [Theory, AllGenerations]
    public Task Fixes_the_flag_of_a_consumer_whose_handler_settles_in_this_way(ClientVersion version)
    {
        var repaired = Manual("await~ deliveries.Complete~(args);");
        var reported = Manual("await~ deliveries.{|RMQ1009:Complete~|}(args);").Replace("\"orders\", false", "\"orders\", true", StringComparison.Ordinal);
        return All(version, reported).Fixes<SettledAgainAnalyzer, SettledAgainFix>(repaired);
    }

    [Theory, AllGenerations]
    public Task Fixes_the_path_that_misses_it(ClientVersion version) => All(version, Manual(
        """
        if (args.Redelivered)
                    {
                        {|RMQ1004:return;|}
                    }

                    await~ deliveries.Complete~(args);
        """)).Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(Manual(
        """
        if (args.Redelivered)
                    {
                        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                        return;
                    }

                    await~ deliveries.Complete~(args);
        """));

    /// <summary>What such a method does besides is not known, so nobody takes it out.</summary>
    [Theory, AllGenerations]
    public Task Offers_no_fix_that_would_remove_it(ClientVersion version) =>
        All(version, Manual("await~ channel.BasicAck~(args.DeliveryTag, false); await~ deliveries.{|RMQ1008:Complete~|}(args);")).OffersNoFix<SettledTwiceAnalyzer, SettledTwiceFix>();

    [Theory, AllGenerations]
    public Task Silent_where_the_option_is_not_set(ClientVersion version) =>
        Verify.That(version, Manual("if (args.Redelivered) return; await~ deliveries.Complete~(args);")).AllSilent();

    [Theory, AllGenerations]
    public Task Silent_about_another_overload(ClientVersion version) =>
        Verify.That(version, Manual("if (args.Redelivered) return; await~ deliveries.Complete~(args);")).WithOption("settle_methods", Dialect.Expand(CompleteTag, version)).AllSilent();

    [Theory, AllGenerations]
    public Task Holds_in_the_folder_that_says_so(ClientVersion version) =>
        Verify.That(version, Manual("if (args.Redelivered) return; await~ deliveries.Complete~(args);"))
            .WithDocument("Orders/Other.cs", Manual("if (args.Redelivered) {|RMQ1004:return;|} await~ deliveries.Complete~(args);").Replace("Program", "Other", StringComparison.Ordinal).Replace(Helpers, "", StringComparison.Ordinal))
            .WithEditorConfigFile("Test/Orders/", $"[*.cs]\nqueue_analyzers.settle_methods = {Dialect.Expand(Complete, version)}\n")
            .AllReport();

    private static Scenario All(ClientVersion version, string code) =>
        Verify.That(version, code).WithOption("settle_methods", Dialect.Expand($"{Complete}, {CompleteTag}, {Extension}", version));

    private static string Manual(string body) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, IDeliveries deliveries)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);

            async~ Task~ Finish~(BasicDeliverEventArgs delivery)
            {
                await~ deliveries.Complete~(delivery);
            }
        }
        """) + Helpers;
}
