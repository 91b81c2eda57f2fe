using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1008.</summary>
public class DeliveryIsSettledTwiceTests
{
    private const string Ack = "await~ channel.BasicAck~(args.DeliveryTag, false);";
    private const string Reject = "await~ channel.BasicReject~(args.DeliveryTag, false);";
    private const string AckAgain = "await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);";
    private const string NackAgain = "await~ channel.{|RMQ1008:BasicNack~|}(args.DeliveryTag, false, true);";
    private const string RejectAgain = "await~ channel.{|RMQ1008:BasicReject~|}(args.DeliveryTag, false);";

    [Theory, AllClients(
        Ack + AckAgain,
        Ack + NackAgain,
        Reject + NackAgain,
        "Work(args.Body.ToArray()); " + Ack + " Console.WriteLine(\"done\"); " + AckAgain,
        "if (args.Redelivered) { " + Reject + " } Work(args.Body.ToArray()); " + AckAgain,
        "if (args.Body.Length == 0) " + Reject + " " + AckAgain,
        "try { Work(args.Body.ToArray()); " + Ack + " } finally { " + AckAgain + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception) { " + Reject + " } " + AckAgain,
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (Exception) { " + Reject + " } " + AckAgain,
        "try { " + Ack + " Work(args.Body.ToArray()); } catch (Exception) { " + RejectAgain + " }",
        "try { Work(args.Body.ToArray()); " + Ack + " Work(args.Body.ToArray()); } catch (Exception) { " + NackAgain + " }",
        "foreach (var item in args.Body.ToArray()) { Console.WriteLine(item); " + AckAgain + " }",
        "for (var i = 0; i < 3; i++) { Work(args.Body.ToArray()); " + AckAgain + " }",
        "foreach (var item in args.Body.ToArray()) { if (item == 0) { " + Reject + " break; } } " + AckAgain,
        "var tag = args.DeliveryTag; await~ channel.BasicAck~(tag, false); await~ channel.{|RMQ1008:BasicAck~|}(multiple: false, deliveryTag: tag);",
        "await~ Done~(); " + AckAgain + " async~ Task~ Done~() { " + Ack + " }",
        "switch (args.RoutingKey) { case \"a\": Work(args.Body.ToArray()); break; default: " + Reject + " break; } " + AckAgain,
        "var ok = true; try { Work(args.Body.ToArray()); } catch (Exception) { ok = false; " + Reject + " } Console.WriteLine(ok); " + AckAgain,
        "try { try { Work(args.Body.ToArray()); } finally { " + Ack + " } } catch (Exception) { " + RejectAgain + " }")]
    public Task Reports_a_lambda(ClientVersion version, string body) => Reports(version, InHandler(body));

    [Theory, AllClients(
        Ack,
        "if (args.Redelivered) { " + Reject + " } else { " + Ack + " }",
        "if (args.Redelivered) { " + Reject + " return; } " + Ack,
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (Exception) { " + Reject + " }",
        "try { Work(args.Body.ToArray()); " + Ack + " Console.WriteLine(\"done\"); } catch (Exception) { " + Reject + " }",
        "try { Work(args.Body.ToArray()); " + Ack + " {~~await Task.CompletedTask; await Task.FromResult(1); await ValueTask.CompletedTask;} } catch (Exception) { " + Reject + " }",
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (FormatException) { " + Reject + " } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, true); throw; }",
        "try { Work(args.Body.ToArray()); } catch (Exception) { " + Reject + " return; } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (Exception) { " + Reject + " throw; } " + Ack,
        "var settled = false; if (args.Redelivered) { " + Reject + " settled = true; } if (!settled) " + Ack,
        "var ok = true; try { Work(args.Body.ToArray()); } catch (Exception) { ok = false; } if (ok) { " + Ack + " } else { " + Reject + " }",
        "var failed = false; try { Work(args.Body.ToArray()); } catch (Exception) { failed = true; " + Reject + " } if (!failed) { " + Ack + " }",
        "var ok = Check(args.Body.ToArray()); if (ok) " + Ack + " Console.WriteLine(ok); if (!ok) " + Reject,
        "if (args.RoutingKey == \"a\") { " + Ack + " } if (args.RoutingKey != \"a\") { " + Reject + " }",
        "switch (args.RoutingKey) { case \"a\": " + Ack + " break; case \"b\": " + Reject + " break; default: " + Ack + " break; }",
        "foreach (var item in args.Body.ToArray()) { if (item == 0) { " + Reject + " return; } } " + Ack,
        "foreach (var item in args.Body.ToArray()) { if (item == 0) { " + Reject + " break; } }",
        "while (true) { try { Work(args.Body.ToArray()); " + Ack + " break; } catch (FormatException) { Console.WriteLine(\"again\"); } }",
        "await~ channel.BasicAck~(args.DeliveryTag, false); var next = await~ channel.BasicGet~(\"orders\", false); if (next != null) await~ channel.BasicAck~(next.DeliveryTag, false);",
        "Action later = () => Console.WriteLine(); later(); " + Ack,
        "try { Work(args.Body.ToArray()); } finally { " + Ack + " }")]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Silent(version, InHandler(body));

    [Theory, AllGenerations]
    public Task Reports_at_the_call_of_the_helper(ClientVersion version) => Verify.That(version, InClass(
        """
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run()
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            if (args.Redelivered)
                await~ channel.{|also:BasicReject~|}(args.DeliveryTag, false);
            await~ {|RMQ1008:Finish|}(args.DeliveryTag);
        }

        private async~ Task~ Finish(ulong tag)
        {
            await~ channel.{|also:BasicAck~|}(tag, false);
        }
        """))
        .WithMessages("The delivery of queue 'orders' may be settled already when it is settled here: the broker answers '406 PRECONDITION_FAILED - unknown delivery tag' and closes the channel")
        .Reports<SettledTwiceAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_at_the_call_of_the_helper_that_does_both(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => await~ {|RMQ1008:Handle|}(channel, args);
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args)
        {
            if (args.Redelivered)
                await~ channel.{|also:BasicReject~|}(args.DeliveryTag, false);
            await~ channel.{|also:BasicAck~|}(args.DeliveryTag, false);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_helper_that_is_called_twice(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                await~ Finish(channel, args);
                await~ {|RMQ1008:Finish|}(channel, args);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Finish(IChannel~ channel, BasicDeliverEventArgs args) { await~ channel.BasicAck~(args.DeliveryTag, false); }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_helper_that_says_whether_it_has_settled(ClientVersion version) => Silent(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                if (!await~ Accept(channel, args))
                    await~ channel.BasicReject~(args.DeliveryTag, false);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~<bool> Accept(IChannel~ channel, BasicDeliverEventArgs args)
        {
            if (args.Body.Length == 0)
                return false;
            await~ channel.BasicAck~(args.DeliveryTag, false);
            return true;
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_local_function(ClientVersion version) => Reports(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);

        async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); }
            catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, false); }
            finally { await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                if (redelivered)
                    await~ Channel~.BasicReject~(deliveryTag, false);
                await~ Channel~.{|RMQ1008:BasicAck~|}(deliveryTag, false);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_a_consumer_class_that_settles_once(ClientVersion version) => Silent(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                if (redelivered)
                    await~ Channel~.BasicReject~(deliveryTag, false);
                else
                    await~ Channel~.BasicAck~(deliveryTag, false);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, OldGenerations]
    public Task Reports_an_asynchronous_consumer(ClientVersion version) => Reports(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.Received += async (_, args) =>
        {
            try { await Task.Run(() => System.IO.File.Delete("message")); }
            catch (Exception) { channel.BasicReject(args.DeliveryTag, false); }
            channel.{|RMQ1008:BasicAck|}(args.DeliveryTag, false);
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, OldGenerations]
    public Task Silent_on_an_asynchronous_consumer_that_settles_once(ClientVersion version) => Silent(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.Received += async (_, args) =>
        {
            try { await Task.Run(() => System.IO.File.Delete("message")); channel.BasicAck(args.DeliveryTag, false); }
            catch (Exception) { channel.BasicReject(args.DeliveryTag, false); }
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, AllGenerations]
    public Task Silent_where_the_flag_lives_in_a_field(ClientVersion version) => Silent(version, InClass(
        """
        private bool settled;
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                settled = false;
                if (args.Redelivered) { await~ channel.BasicReject~(args.DeliveryTag, false); settled = true; }
                if (!settled) await~ channel.BasicAck~(args.DeliveryTag, false);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_the_tag_of_another_delivery(ClientVersion version) => Silent(version, InClass(
        """
        private readonly Queue<ulong> waiting = new();
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                if (waiting.Count > 0)
                    await~ channel.BasicAck~(waiting.Dequeue(), false);
                await~ channel.BasicAck~(args.DeliveryTag, false);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_batch(ClientVersion version) => Silent(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) =>
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: true);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: true);
        };
        await~ channel.BasicConsume~("orders", false, consumer);
        """));

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<SettledTwiceAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<SettledTwiceAnalyzer>(version, code);

    private static string InHandler(string body) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static void Work(byte[] body) => System.IO.File.WriteAllBytes("message", body);
        private static bool Check(byte[] body) => System.IO.File.Exists("message") && body.Length > 0;
        """);
}
