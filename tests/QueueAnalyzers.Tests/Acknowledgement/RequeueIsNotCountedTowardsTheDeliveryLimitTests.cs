using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1017 and its fix.</summary>
public class RequeueIsNotCountedTowardsTheDeliveryLimitTests
{
    [Theory, AllClients(
        "await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "await~ channel.{|RMQ1017:BasicNack~|}(requeue: true, deliveryTag: args.DeliveryTag, multiple: false);",
        "const bool again = true; await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, multiple: false, again);",
        "await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, multiple: Single, requeue: Again);",
        "if (args.Redelivered) await~ channel.BasicReject~(args.DeliveryTag, false); else await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "try { Console.WriteLine(args.Body.Length); } catch (TimeoutException) { await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true); }",
        "try { Console.WriteLine(args.Body.Length); } catch (Exception) { if (args.Redelivered) await~ channel.BasicReject~(args.DeliveryTag, false); else await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true); }",
        "try { await~ channel.BasicAck~(args.DeliveryTag, false); } catch (Exception) { await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true); }",
        "if (channel.IsOpen) await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "if (!autoAck) await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "if (Settings.NoAck == false) await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "await~ Later(channel, args.DeliveryTag); static async~ Task~ Later(IChannel~ channel, ulong tag) { await~ channel.{|RMQ1017:BasicNack~|}(tag, false, true); }",
        "await~ Decide(channel, args.DeliveryTag, true); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again) { await~ channel.{|RMQ1017:BasicNack~|}(tag, false, again); }",
        "await~ Decide(channel, args.DeliveryTag); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again = true) { await~ channel.{|RMQ1017:BasicNack~|}(tag, false, again); }",
        "await~ consumer.Channel~.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "if (consumer.Channel~.IsOpen) await~ consumer.Channel~.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);",
        "await~ this.other.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);")]
    public Task Reports_a_lambda(ClientVersion version, string body) => Verify.Reports<UncountedRequeueAnalyzer>(version, InHandler(body));

    [Theory, AllClients(
        "await~ channel.BasicReject~(args.DeliveryTag, true);",
        "await~ channel.BasicNack~(args.DeliveryTag, false, false);",
        "await~ channel.BasicNack~(args.DeliveryTag, true, true);",
        "await~ channel.BasicNack~(args.DeliveryTag, Flag, true);",
        "await~ channel.BasicNack~(args.DeliveryTag, false, !args.Redelivered);",
        "await~ channel.BasicNack~(args.DeliveryTag, false, Flag);",
        "try { System.IO.File.WriteAllBytes(\"order\", args.Body.ToArray()); } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, true); }",
        "try { Console.WriteLine(args.Body.Length); } catch (OperationCanceledException) { await~ channel.BasicNack~(args.DeliveryTag, false, true); }",
        "if (stopping.IsCancellationRequested) { await~ channel.BasicNack~(args.DeliveryTag, false, true); return; } Console.WriteLine(args.Body.Length);",
        "await~ Decide(channel, args.DeliveryTag, Flag); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again) { await~ channel.BasicNack~(tag, false, again); }",
        "if (args.BasicProperties.Headers is { } headers && headers.TryGetValue(\"x-delivery-count\", out var count) && Convert.ToInt32(count) > 3) await~ channel.BasicReject~(args.DeliveryTag, false); else await~ channel.BasicNack~(args.DeliveryTag, false, true);")]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Verify.Silent<UncountedRequeueAnalyzer>(version, InHandler(body));

    [Theory, AllGenerations(
        "\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"classic\" }!",
        "\"orders\", true, true, false, null",
        "\"orders\", false, false, false, null",
        "\"orders\", true, false, true, null",
        "\"orders\"")]
    public Task Silent_on_a_queue_that_counts_nothing(ClientVersion version, string declaration) => Verify.Silent<UncountedRequeueAnalyzer>(version, Declared(declaration, "BasicNack~"));

    [Theory, AllGenerations(
        "\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"quorum\", [\"x-delivery-limit\"] = 5 }!",
        "\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"quorum\" }!",
        "\"orders\", true, false, false, null",
        "\"invoices\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"classic\" }!")]
    public Task Reports_a_queue_that_may_count(ClientVersion version, string declaration) => Verify.Reports<UncountedRequeueAnalyzer>(version, Declared(declaration, "{|RMQ1017:BasicNack~|}"));

    [Theory, AllGenerations]
    public Task Reports_out_of_a_handler(ClientVersion version) => Verify.That(version, InMethod("await~ channel.{|RMQ1017:BasicNack~|}(tag, false, true);", "IChannel~ channel, ulong tag"))
        .WithMessages("BasicNack gives a delivery of the queue back without counting it since RabbitMQ 4.3: on a quorum queue one that always fails never reaches 'x-delivery-limit', BasicReject counts")
        .Reports<UncountedRequeueAnalyzer>();

    [Theory, AllGenerations("Dispose", "Stop", "Close")]
    public Task Silent_on_what_is_given_back_when_the_program_stops(ClientVersion version, string method) => Verify.Silent<UncountedRequeueAnalyzer>(version, GivingBack(method, "BasicNack~"));

    [Theory, AllGenerations("CloseOrder", "HandleOrderCanceled", "Restart")]
    public Task Reports_what_is_named_for_orders_that_stop(ClientVersion version, string method) =>
        Verify.Reports<UncountedRequeueAnalyzer>(version, GivingBack(method, "{|RMQ1017:BasicNack~|}"));

    [Theory, AllGenerations]
    public Task Reports_deliveries_but_not_what_a_cancelled_consumer_gives_back(ClientVersion version) => Verify.Reports<UncountedRequeueAnalyzer>(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            private readonly List<ulong> buffered = [];

            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                if (redelivered)
                    await~ channel.BasicReject~(deliveryTag, false);
                else
                    await~ channel.{|RMQ1017:BasicNack~|}(deliveryTag, false, true);
            }

            public override async~ Task~ HandleBasicCancel~(string consumerTag{~~, CancellationToken cancellationToken = default})
            {
                foreach (var tag in buffered)
                    await~ channel.BasicNack~(tag, false, true);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_LavinMQ(ClientVersion version) => Verify.That(version, InMethod("await~ channel.BasicNack~(tag, false, true);", "IChannel~ channel, ulong tag"))
        .WithOption("broker", "lavinmq").Silent<UncountedRequeueAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_users(ClientVersion version) => Verify.Silent<UncountedRequeueAnalyzer>(version, InClass(
        """
        public sealed class Own { public void BasicNack(ulong tag, bool multiple, bool requeue) { } }
        public void Run(Own own) { own.BasicNack(1, false, true); }
        """));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<UncountedRequeueAnalyzer>(version,
        "IChannel~ channel = null!; ulong[] tags = [1]; await~ channel.{|RMQ1017:BasicNack~|}(tags[0], false, true);");

    [Theory, AllGenerations]
    public Task Reports_a_primary_constructor(ClientVersion version) => Verify.Reports<UncountedRequeueAnalyzer>(version,
        "public sealed class Worker(IChannel~ channel) { public async~ Task~ GiveBack(ulong tag) { await~ channel.{|RMQ1017:BasicNack~|}(tag, false, true); } }");

    [Theory, AllGenerations]
    public Task Survives_broken_code(ClientVersion version) => Verify.That(version, InMethod("channel.BasicNack~(1, , true); channel.BasicNack~(false, true; channel.")).AllowingErrors().Silent<UncountedRequeueAnalyzer>();

    [Theory, AllGenerations]
    public Task Fixes_a_call(ClientVersion version) => Fixes(version,
        "await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true); // again",
        "await~ channel.BasicReject~(args.DeliveryTag, true); // again");

    [Theory, AllGenerations]
    public Task Fixes_named_arguments(ClientVersion version) => Fixes(version,
        "await~ channel.{|RMQ1017:BasicNack~|}(deliveryTag: args.DeliveryTag, multiple: false, requeue: true);",
        "await~ channel.BasicReject~(deliveryTag: args.DeliveryTag, requeue: true);");

    [Theory, AllGenerations]
    public Task Fixes_the_first_argument(ClientVersion version) => Fixes(version,
        "await~ channel.{|RMQ1017:BasicNack~|}(multiple: false, requeue: true, deliveryTag: args.DeliveryTag);",
        "await~ channel.BasicReject~(requeue: true, deliveryTag: args.DeliveryTag);");

    [Theory, AllGenerations]
    public Task Fixes_the_last_argument(ClientVersion version) => Fixes(version,
        "await~ channel.{|RMQ1017:BasicNack~|}(requeue: true, deliveryTag: args.DeliveryTag, multiple: false);",
        "await~ channel.BasicReject~(requeue: true, deliveryTag: args.DeliveryTag);");

    [Theory, AllGenerations]
    public Task Fixes_arguments_on_lines_of_their_own(ClientVersion version) => Fixes(version,
        """
        await~ channel.{|RMQ1017:BasicNack~|}(
                    args.DeliveryTag,
                    false,
                    true);
        """,
        """
        await~ channel.BasicReject~(
                    args.DeliveryTag,
                    true);
        """);

    [Theory, AllGenerations]
    public Task Keeps_comments(ClientVersion version) => Fixes(version,
        "await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, /* one */ false, /* again */ true);",
        "await~ channel.BasicReject~(args.DeliveryTag, /* one */  /* again */ true);");

    [Theory, AllGenerations]
    public Task Fixes_between_directives(ClientVersion version) => Fixes(version,
        """
        #if DEBUG
                    await~ channel.BasicNack~(args.DeliveryTag, false, true);
        #else
                    await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true);
        #endif
        """,
        """
        #if DEBUG
                    await~ channel.BasicNack~(args.DeliveryTag, false, true);
        #else
                    await~ channel.BasicReject~(args.DeliveryTag, true);
        #endif
        """);

    [Theory, AllGenerations]
    public Task Fixes_a_wrapper(ClientVersion version) => Fixes(version,
        "await~ Decide(channel, args.DeliveryTag, true); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again) { await~ channel.{|RMQ1017:BasicNack~|}(tag, false, again); }",
        "await~ Decide(channel, args.DeliveryTag, true); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again) { await~ channel.BasicReject~(tag, again); }");

    [Theory, AllGenerations]
    public Task Fixes_several(ClientVersion version) => Fixes(version,
        "if (args.RoutingKey == \"a\") { await~ channel.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true); } else { await~ other.{|RMQ1017:BasicNack~|}(args.DeliveryTag, false, true); }",
        "if (args.RoutingKey == \"a\") { await~ channel.BasicReject~(args.DeliveryTag, true); } else { await~ other.BasicReject~(args.DeliveryTag, true); }");

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<UncountedRequeueAnalyzer, UncountedRequeueFix>(version, InHandler(before), InHandler(after));

    private static string Declared(string declaration, string nack) => InMethod(
        $$"""
        await~ channel.QueueDeclare~({{declaration}});
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) => await~ channel.{{nack}}(args.DeliveryTag, false, true);
        await~ channel.BasicConsume~("orders", false, consumer);
        """);

    private static string GivingBack(string method, string nack) => InClass(
        $$"""
        private readonly IChannel~ channel = null!;
        private readonly List<ulong> buffered = [];
        public async~ Task~ {{method}}() { foreach (var tag in buffered) await~ channel.{{nack}}(tag, false, true); }
        """);

    private static string InHandler(string body) => InClass(
        $$"""
        private const bool Single = false, Again = true;
        private readonly IChannel~ other = null!;
        private readonly bool autoAck = Environment.ProcessorCount > 3;
        private static class Settings { public static bool NoAck => Environment.ProcessorCount > 3; }
        private static bool Flag => Environment.ProcessorCount > 2;

        public async~ Task~ Run(IChannel~ channel, CancellationToken stopping)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """);
}
