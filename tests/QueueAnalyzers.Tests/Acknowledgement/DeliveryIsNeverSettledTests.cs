using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1003.</summary>
public class DeliveryIsNeverSettledTests
{
    [Theory, AllClients(
        "Work(args.Body.ToArray());",
        "Console.WriteLine(args.DeliveryTag);",
        "Console.WriteLine($\"{args.DeliveryTag} {args.RoutingKey}\");",
        "System.Diagnostics.Debug.WriteLine(args);",
        "var tag = args.DeliveryTag; if (tag > 100) Console.WriteLine(\"many\");",
        "var copy = args; Work(copy.Body.ToArray());",
        "if (args.Redelivered) return; Work(args.Body.ToArray());",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); }",
        "Inner(); void Inner() { Work(args.Body.ToArray()); }",
        "Read(args); static void Read(BasicDeliverEventArgs delivery) { Console.WriteLine(delivery.Body.Length); }",
        "Look(args);",
        "await~ channel.BasicPublish~(\"\", \"next\", null~ args.Body);",
        "Console.WriteLine(args.DeliveryTag.ToString());",
        "_ = args.DeliveryTag;",
        "foreach (var item in args.Body.ToArray()) { if (item == 0) continue; Console.WriteLine(item); }")]
    public Task Reports_a_handler_that_settles_nothing(ClientVersion version, string body) => Reports(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.{|RMQ1003:Received~|} += async~ (sender, args) => { {{body}} await~ Nap~(); };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static void Work(byte[] body) => Console.WriteLine(body.Length);
        private static void Look(BasicDeliverEventArgs args) => Console.WriteLine(args.RoutingKey);
        private static Task~ Nap~() { return~; }
        """));

    [Theory, OldGenerations("consumer, \"orders\"", "consumer, \"orders\", autoAck: false", "consumer: consumer, queue: \"orders\"")]
    public Task Reports_the_default_of_the_short_overload(ClientVersion version, string arguments) => Reports(version, InMethod(
        $$"""
        var consumer = new EventingBasicConsumer(channel);
        consumer.{|RMQ1003:Received|} += (sender, args) => Console.WriteLine(args.Body.Length);
        channel.BasicConsume({{arguments}});
        """));

    [Theory, AllGenerations]
    public Task Reports_a_method(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private Task~ {|RMQ1003:OnReceived|}(object sender, BasicDeliverEventArgs args) { Console.WriteLine(args.Body.Length); return~; }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_local_function_and_an_anonymous_method(ClientVersion version) => Reports(version, InMethod(
        """
        var first = new EventingConsumer~(channel);
        first.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, first);
        var second = new EventingConsumer~(channel);
        second.{|RMQ1003:Received~|} += delegate { {~~return Task.CompletedTask;} };
        await~ channel.BasicConsume~("bills", false, second);

        Task~ {|RMQ1003:OnReceived|}(object sender, BasicDeliverEventArgs args) { return~; }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override Task~ {|RMQ1003:HandleBasicDeliver~|}(Delivery~) { Console.WriteLine(body.Length); return~; }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_handler_once_however_often_it_is_registered(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var first = new EventingConsumer~(channel);
            var second = new EventingConsumer~(channel);
            first.Received~ += OnReceived;
            second.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, first);
            await~ channel.BasicConsume~("bills", false, second);
        }

        private Task~ {|RMQ1003:OnReceived|}(object sender, BasicDeliverEventArgs args) { return~; }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_that_a_field_keeps(ClientVersion version) => Reports(version, InClass(
        """
        private EventingConsumer~? consumer;
        public async~ Task~ Run(IChannel~ channel)
        {
            consumer = new EventingConsumer~(channel);
            consumer.{|RMQ1003:Received~|} += async~ (_, args) => { Console.WriteLine(args.Body.Length); await~ Nap~(); };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static Task~ Nap~() { return~; }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_temporary_queue_too(ClientVersion version) => Reports(version, InMethod(
        """
        var queue = (await~ channel.QueueDeclare~()).QueueName;
        var consumer = new EventingConsumer~(channel);
        consumer.{|RMQ1003:Received~|} += delegate { {~~return Task.CompletedTask;} };
        await~ channel.BasicConsume~(queue, false, consumer);
        """));

    [Theory, AllGenerations]
    public Task Reports_a_fetched_message(ClientVersion version) => Reports(version, InMethod(
        """
        var result = await~ channel.{|RMQ1003:BasicGet~|}("orders", false);
        if (result != null) Console.WriteLine(result.Body.Length);
        """));

    [Theory, AllClients(
        "await~ channel.BasicAck~(args.DeliveryTag, false);",
        "await~ channel.BasicNack~(args.DeliveryTag, false, true);",
        "await~ channel.BasicReject~(args.DeliveryTag, requeue: false);",
        "var tag = args.DeliveryTag; await~ channel.BasicAck~(tag, multiple: false);",
        "var delivery = args; await~ channel.BasicAck~(multiple: false, deliveryTag: delivery.DeliveryTag);",
        "if (args.Redelivered) return; await~ channel.BasicAck~(args.DeliveryTag, false);",
        "await~ Inner~(); async~ Task~ Inner~() { await~ channel.BasicAck~(args.DeliveryTag, false); }",
        "Action done = () => channel.BasicAck~(args.DeliveryTag, false); done();",
        "await~ Ack(channel, args);",
        "await~ AckTag(channel, args.DeliveryTag);",
        "await~ channel.Done(args);",
        "await~ ((EventingConsumer~)sender{!~~}).Channel~.BasicAck~(args.DeliveryTag, false);",
        "last = args.DeliveryTag; await~ channel.BasicAck~(last, multiple: true);")]
    public Task Is_silent_on_a_handler_that_settles(ClientVersion version, string body) => Silent(version, HandledBy(body));

    [Theory, AllClients(
        "last = args.DeliveryTag;",
        "kept = args;",
        "deliveries.Enqueue(args);",
        "tags.Add(args.DeliveryTag);",
        "var message = new Message(args); deliveries.Enqueue(message.Args);",
        "var pair = (args.DeliveryTag, 1); Console.WriteLine(pair);",
        "handler(args);",
        "virtualHandler.Handle(args);",
        "Overridable(args);",
        "object boxed = args.DeliveryTag; bag.Add(boxed);",
        "var made = new { args.DeliveryTag }; Console.WriteLine(made);",
        "Several(args.DeliveryTag, 5);")]
    public Task Is_silent_when_the_delivery_escapes(ClientVersion version, string body) => Silent(version, HandledBy(body));

    private static string HandledBy(string body) =>
        $$"""
        public class Program
        {
            private readonly Queue<BasicDeliverEventArgs> deliveries = new();
            private readonly HashSet<ulong> tags = new();
            private readonly List<object> bag = new();
            private readonly Action<BasicDeliverEventArgs> handler = args => Console.WriteLine(args);
            private readonly IHandler virtualHandler = null!;
            private BasicDeliverEventArgs? kept;
            private ulong last;

            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) => { {{body}} await~ Nap~(); };
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            protected virtual void Overridable(BasicDeliverEventArgs args) { }
            private void Several(params object[] items) => bag.AddRange(items);
            private static async~ Task~ Ack(IChannel~ channel, BasicDeliverEventArgs args) { await~ AckTag(channel, args.DeliveryTag); }
            private static async~ Task~ AckTag(IChannel~ channel, ulong tag) { await~ channel.BasicAck~(tag, false); }
            private static Task~ Nap~() { return~; }
        }

        public record Message(BasicDeliverEventArgs Args);
        public interface IHandler { void Handle(BasicDeliverEventArgs args); }
        public static class Extensions
        {
            public static async~ Task~ Done(this IChannel~ channel, BasicDeliverEventArgs args) { await~ channel.BasicAck~(args.DeliveryTag, false); }
        }
        """;

    [Theory, AllGenerations(
        "\"orders\", true, consumer",
        "\"orders\", Environment.HasShutdownStarted, consumer",
        "\"amq.rabbitmq.reply-to\", false, consumer")]
    public Task Is_silent_on_other_arguments(ClientVersion version, string arguments) => Silent(version, InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += delegate { {~~return Task.CompletedTask;} };
        await~ channel.BasicConsume~({{arguments}});
        """));

    [Theory, AllGenerations]
    public Task Is_silent_when_somebody_else_may_attach_a_handler(ClientVersion version) => Silent(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, Action<object> attach)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += delegate { {~~return Task.CompletedTask;} };
            attach(consumer);
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        public async~ Task~ Consume(IChannel~ channel, EventingConsumer~ given)
        {
            given.Received~ += delegate { {~~return Task.CompletedTask;} };
            await~ channel.BasicConsume~("orders", false, given);
        }

        public EventingConsumer~ Make(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += delegate { {~~return Task.CompletedTask;} };
            channel.BasicConsume~("orders", false, consumer);
            return consumer;
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_when_another_handler_settles(ClientVersion version) => Silent(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += delegate { {~~return Task.CompletedTask;} };
        consumer.Received~ += async~ (_, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
        await~ channel.BasicConsume~("orders", false, consumer);
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_handler_that_never_ends_normally(ClientVersion version) => Silent(version, InMethod(
        """
        var first = new EventingConsumer~(channel);
        first.Received~ += (_, args) => throw new NotSupportedException();
        await~ channel.BasicConsume~("orders", false, first);
        var second = new EventingConsumer~(channel);
        second.Received~ += (_, args) => { while (true) Thread.Sleep(args.Body.Length); };
        await~ channel.BasicConsume~("orders", false, second);
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_consumer_without_a_handler_in_sight(ClientVersion version) => Silent(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, EventHandler<BasicDeliverEventArgs> old, AsyncEventHandler<BasicDeliverEventArgs> asynchronous)
        {
            var first = new EventingConsumer~(channel);
            await~ channel.BasicConsume~("orders", false, first);
            var second = new EventingConsumer~(channel);
            second.Received~ += {old~~asynchronous};
            await~ channel.BasicConsume~("orders", false, second);
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_class_that_settles_in_its_base(ClientVersion version) => Silent(version,
        """
        public abstract class Base(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                Handle(body.ToArray());
                await~ Channel~.BasicAck~(deliveryTag, false);
            }

            protected abstract void Handle(byte[] body);
        }

        public sealed class Worker(IChannel~ channel) : Base(channel)
        {
            protected override void Handle(byte[] body) => Console.WriteLine(body.Length);
            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", false, this); await~ Channel~.BasicConsume~("bills", false, new Worker(Channel~)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Is_silent_on_an_override_that_hands_the_delivery_on(ClientVersion version) => Silent(version,
        """
        public sealed class Worker(IChannel~ channel, Action<ulong> settle) : ConsumerBase~(channel)
        {
            public override Task~ HandleBasicDeliver~(Delivery~) { settle(deliveryTag); return~; }
            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", false, new Worker(Channel~, settle)); }
        }
        """);

    [Theory, AllGenerations(
        "var result = await~ channel.BasicGet~(\"orders\", false); if (result != null) await~ channel.BasicAck~(result.DeliveryTag, false);",
        "var result = await~ channel.BasicGet~(\"orders\", false); if (result is { } message) { Console.WriteLine(message.Body.Length); await~ channel.BasicNack~(message.DeliveryTag, false, true); }",
        "BasicGetResult? result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { Console.WriteLine(result.Body.Length); await~ channel.BasicReject~(result.DeliveryTag, false); }",
        "kept = await~ channel.BasicGet~(\"orders\", false);",
        "await~ channel.BasicGet~(\"orders\", false);")]
    public Task Is_silent_on_a_fetched_message_that_is_settled_kept_or_dropped(ClientVersion version, string statements) => Silent(version, InClass(
        $$"""
        private BasicGetResult? kept;
        public async~ Task~ Run(IChannel~ channel) { {{statements}} }
        """));

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<NeverSettledAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<NeverSettledAnalyzer>(version, code);
}
