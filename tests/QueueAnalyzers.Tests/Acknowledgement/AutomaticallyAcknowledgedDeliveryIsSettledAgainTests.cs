using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1009, and that it speaks instead of RMQ1001 and RMQ1002.</summary>
public class AutomaticallyAcknowledgedDeliveryIsSettledAgainTests
{
    [Theory, AllClients(
        "await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false);",
        "await~ channel.{|RMQ1009:BasicNack~|}(args.DeliveryTag, false, true);",
        "await~ channel.{|RMQ1009:BasicReject~|}(args.DeliveryTag, false);",
        "var tag = args.DeliveryTag; Console.WriteLine(tag); await~ channel.{|RMQ1009:BasicAck~|}(tag, false);",
        "try { Console.WriteLine(args); await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false); } catch { await~ channel.BasicReject~(args.DeliveryTag, false); }",
        "if (args.Redelivered) await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false);",
        "await~ Inner~(); async~ Task~ Inner~() { await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false); }",
        "await~ {|RMQ1009:Ack|}(channel, args);",
        "await~ {|RMQ1009:Outer|}(channel, args.DeliveryTag);",
        "await~ channel.{|RMQ1009:Done|}(args);",
        "Action settle = () => channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false); settle();")]
    public Task Reports_the_first_settle(ClientVersion version, string body) => Reports(version, HandledBy(body, "\"orders\", true, consumer"));

    private static string HandledBy(string body, string arguments) =>
        $$"""
        public class Program
        {
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) => { {{body}} await~ Nap~(); };
                await~ channel.BasicConsume~({{arguments}});
            }

            private static async~ Task~ Ack(IChannel~ channel, BasicDeliverEventArgs args) { await~ channel.BasicAck~(args.DeliveryTag, false); }
            private static async~ Task~ Outer(IChannel~ channel, ulong number) { await~ AckTag(channel, number); }
            private static async~ Task~ AckTag(IChannel~ channel, ulong tag) { await~ channel.BasicAck~(tag, false); }
            private static Task~ Nap~() { return~; }
        }

        public static class Extensions
        {
            public static async~ Task~ Done(this IChannel~ channel, BasicDeliverEventArgs args) { await~ channel.BasicAck~(args.DeliveryTag, false); }
        }
        """;

    [Theory, AllGenerations]
    public Task Reports_a_settle_in_a_helper_with_the_settle_itself(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { await~ {|RMQ1009:Ack|}(channel, args); };
            await~ channel.BasicConsume~("orders", true, consumer);
        }

        private static async~ Task~ Ack(IChannel~ channel, BasicDeliverEventArgs args) { await~ channel.{|also:BasicAck~|}(args.DeliveryTag, false); }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_method_and_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~) { await~ Channel~.{|RMQ1009:BasicAck~|}(deliveryTag, false); }
            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", true, this); }
        }

        public class Program(IChannel~ channel)
        {
            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~("orders", true, consumer);
                await~ channel.BasicConsume~("bills", true, new Worker(channel));
            }

            private async~ Task~ OnReceived(object sender, BasicDeliverEventArgs args) { await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_one_handler_of_several_consumers_once(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("orders", true, consumer);
            await~ channel.BasicConsume~("bills", true, consumer);
        }
        """));

    [Theory, AllGenerations(
        "var result = await~ channel.BasicGet~(\"orders\", true); if (result != null) { Console.WriteLine(result.Body.Length); await~ channel.{|RMQ1009:BasicAck~|}(result.DeliveryTag, false); }",
        "if (await~ channel.BasicGet~(\"orders\", true) is { } result) await~ channel.{|RMQ1009:BasicReject~|}(result.DeliveryTag, true);",
        "BasicGetResult? result; while ((result = await~ channel.BasicGet~(\"orders\", autoAck: true)) != null) await~ channel.{|RMQ1009:BasicAck~|}(result.DeliveryTag, false);")]
    public Task Reports_a_fetched_message_instead_of_the_fetch(ClientVersion version, string statements) => Reports(version, InMethod(statements));

    [Theory, AllGenerations]
    public Task Reports_a_wrapper_that_settles_what_its_callers_have_acknowledged(ClientVersion version) => AllReport(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel) { await~ Fetch(channel, true); await~ Fetch(channel, acknowledge: true); }

        private async~ Task~ Fetch(IChannel~ channel, bool acknowledge)
        {
            var result = await~ channel.BasicGet~("orders", acknowledge);
            if (result == null) return;
            Console.WriteLine(result.Body.Length);
            await~ channel.{|RMQ1009:BasicAck~|}(result.DeliveryTag, false);
        }
        """));

    [Theory, AllGenerations]
    public Task Leaves_a_fetch_that_asks_its_flag_to_the_other_rule(ClientVersion version) => AllReport(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel) { await~ Fetch(channel, {|RMQ1002:true|}); await~ Fetch(channel, false); }

        private async~ Task~ Fetch(IChannel~ channel, bool acknowledge)
        {
            var result = await~ channel.BasicGet~("orders", acknowledge);
            if (result == null) return;
            Console.WriteLine(result.Body.Length);
            if (!acknowledge) await~ channel.BasicAck~(result.DeliveryTag, false);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_on_a_temporary_queue_too(ClientVersion version) => Reports(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) => { await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false); };
        await~ channel.BasicConsume~((await~ channel.QueueDeclare~()).QueueName, true, consumer);
        """));

    [Theory, AllGenerations]
    public Task Names_the_queue_and_the_brokers_answer(ClientVersion version) =>
        Verify.That(version, HandledBy("await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false);", "\"orders\", true, consumer"))
            .WithMessagesContaining("queue 'orders'", "406 PRECONDITION_FAILED - unknown delivery tag")
            .Reports<SettledAgainAnalyzer>();

    [Theory, AllGenerations("\"orders\", false, consumer", "\"orders\", Environment.HasShutdownStarted, consumer")]
    public Task Is_silent_on_other_arguments(ClientVersion version, string arguments) =>
        Silent(version, HandledBy("await~ channel.BasicAck~(args.DeliveryTag, false);", arguments));

    [Theory, AllGenerations(
        "Console.WriteLine(args.RoutingKey);",
        "Console.WriteLine(args.DeliveryTag);",
        "Console.WriteLine(nameof(channel.BasicAck~) + args.DeliveryTag);",
        "tags.Enqueue(args.DeliveryTag);",
        "if (args.Redelivered) return; Console.WriteLine(args.RoutingKey);",
        "Console.WriteLine(args.RoutingKey); foreach (var tag in tags) await~ channel.BasicAck~(tag, false); tags.Clear();",
        "var other = tags.Peek(); Console.WriteLine(args.RoutingKey); await~ channel.BasicNack~(other, true, true);",
        "var next = await~ channel.BasicGet~(\"bills\", false); if (next != null) await~ channel.BasicAck~(next.DeliveryTag, false);",
        "if (tags.TryDequeue(out var earlier)) await~ channel.BasicAck~(earlier, false);",
        "if (ulong.TryParse(args.RoutingKey, out var given)) await~ channel.BasicReject~(given, true);",
        "settle(args.DeliveryTag);",
        "await~ channel.BasicPublish~(\"\", \"bills\", {null, args.Body~~args.Body});",
        "await~ channel.BasicAck~(BitConverter.ToUInt64(args.Body.ToArray(), 0), false);")]
    public Task Is_silent_where_another_delivery_or_none_is_settled(ClientVersion version, string body) => Silent(version, HandledBy(body, "\"orders\", true, consumer")
        .Replace("public class Program\n{", "public class Program\n{\n    private readonly Queue<ulong> tags = new(); public Action<ulong> settle = _ => { };\n", StringComparison.Ordinal));

    [Theory, AllGenerations(
        "var result = await~ channel.BasicGet~(\"orders\", true); if (result != null) Console.WriteLine(result.DeliveryTag);",
        "var result = await~ channel.BasicGet~(\"orders\", Environment.HasShutdownStarted); if (result != null) await~ channel.BasicAck~(result.DeliveryTag, false);",
        "var first = await~ channel.BasicGet~(\"orders\", true); var second = await~ channel.BasicGet~(\"bills\", false); if (second != null) { Console.WriteLine(first?.Body.Length); await~ channel.BasicAck~(second.DeliveryTag, false); }")]
    public Task Is_silent_on_what_was_not_acknowledged_by_its_fetch(ClientVersion version, string statements) => Silent(version, InMethod(statements));

    [Theory, AllGenerations]
    public Task Leaves_a_handler_that_asks_the_flag_to_the_other_rule(ClientVersion version) => AllReport(version, InClass(
        """
        private const bool Automatic = true;
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { if (!Automatic) await~ channel.BasicAck~(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("orders", {|RMQ1001:Automatic|}, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Leaves_a_wrapper_that_asks_its_flag_to_the_other_rule(ClientVersion version) => AllReport(version, InClass(
        """
        private bool automatic;
        public Task~ Run(IChannel~ channel) { {~~return }Subscribe(channel, {|RMQ1001:true|}); }

        private async~ Task~ Subscribe(IChannel~ channel, bool acknowledge)
        {
            automatic = acknowledge;
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { if (!automatic) await~ channel.BasicAck~(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("orders", acknowledge, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Leaves_a_handler_that_is_also_registered_with_false_to_the_other_rule(ClientVersion version) => AllReport(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            await~ channel.BasicConsume~("bills", false, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_settle_of_another_delivery(ClientVersion version) => AllReport(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var automatic = new EventingConsumer~(channel);
            automatic.Received~ += delegate { {~~return Task.CompletedTask;} };
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, automatic);
            var manual = new EventingConsumer~(channel);
            manual.Received~ += async~ (sender, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("bills", false, manual);
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_type_of_the_users_own(ClientVersion version) => AllReport(version, HandledBy(
        "new Mine().BasicAck(args.DeliveryTag, false); ", "\"orders\", {|RMQ1001:true|}, consumer")
        + "public class Mine { public void BasicAck(ulong deliveryTag, bool multiple) { } }");

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<SettledAgainAnalyzer>(version, code);

    private static Task AllReport(ClientVersion version, string code) => Verify.That(version, code).AllReport();

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<SettledAgainAnalyzer>(version, code);
}
