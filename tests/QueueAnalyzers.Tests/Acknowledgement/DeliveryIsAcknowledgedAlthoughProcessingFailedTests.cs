using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1007.</summary>
public class DeliveryIsAcknowledgedAlthoughProcessingFailedTests
{
    private const string Ack = "await~ channel.BasicAck~(args.DeliveryTag, false);";
    private const string Wrong = "await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);";

    private const string Surroundings =
        """
        private bool _stopping;
        private volatile bool running = true;
        private static void Work(byte[] body) { if (body.Length == 0) throw new InvalidOperationException(); Store.Save(body); }
        private static Task~ WorkLater(byte[] body) { Store.Save(body); return~; }
        private static void Log(Exception e) { Console.WriteLine(e.Message); }
        private static Task~ Nap~() { return~; }
        private static class Services { public static T Get<T>() => (T)Activator.CreateInstance(typeof(T), "orders")!; }
        private static class Notes { public static void LogError(Exception e) { System.IO.File.AppendAllText("errors", e.Message); } }
        private static class Store { public static void Save(byte[] body) { System.IO.File.WriteAllBytes("message", body); } }
        """;

    [Theory, AllClients(
        "try { Work(args.Body.ToArray()); } finally { " + Wrong + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); } finally { " + Wrong + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); throw; } finally { " + Wrong + " }",
        "try { Work(args.Body.ToArray()); } catch (TimeoutException e) { Log(e); } finally { " + Wrong + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); } " + Wrong,
        "try { Work(args.Body.ToArray()); } catch { } " + Wrong,
        "try { var order = System.Text.Json.JsonSerializer.Deserialize<string>(args.Body.ToArray()); try { Store.Save(Encoding.UTF8.GetBytes(order!)); } catch (Exception e) { Log(e); } "
            + Wrong + " } catch (Exception e) { Log(e); await~ channel.BasicReject~(args.DeliveryTag, false); }",
        "try { Work(new byte[0]); try { Store.Save(args.Body.ToArray()); } catch (Exception e) { Log(e); } " + Wrong + " } catch (Exception e) { Log(e); await~ channel.BasicReject~(args.DeliveryTag, false); }",
        "try { Work(args.Body.ToArray()); try { Store.Save(args.Body.ToArray()); } catch (Exception e) { Log(e); } " + Wrong + " } catch (Exception e) { Log(e); }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Services.Get<System.Diagnostics.TraceSource>().TraceInformation(e.Message); } " + Wrong,
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.Error.WriteLine(e); } " + Wrong,
        "try { Work(args.Body.ToArray()); } catch { Console.WriteLine(\"failed\"); } " + Wrong,
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (Exception e) { Log(e); " + Wrong + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); " + Wrong + " return; } " + Ack,
        "try { try { Work(args.Body.ToArray()); } catch (TimeoutException) { throw; } } catch (Exception e) { Log(e); } " + Wrong,
        "try { try { Work(args.Body.ToArray()); } finally { Console.WriteLine(); } } finally { " + Wrong + " }",
        "try { await~ WorkLater(args.Body.ToArray()); } catch (Exception e) { Log(e); } Console.WriteLine(\"done\"); " + Wrong,
        "var tag = args.DeliveryTag; try { Work(args.Body.ToArray()); } finally { await~ channel.{|RMQ1007:BasicAck~|}(multiple: false, deliveryTag: tag); }",
        "try { if (args.Redelivered) { " + Ack + " return; } Work(args.Body.ToArray()); " + Ack + " } catch (Exception e) { Log(e); " + Wrong + " }",
        "var done = false; try { Work(args.Body.ToArray()); done = true; } catch (Exception e) { Log(e); } if (!done) Console.WriteLine(\"failed\"); " + Wrong,
        "try { Work(args.Body.ToArray()); } catch (Exception e) when (e is not null) { Log(e); throw; } finally { if (channel.IsOpen) { " + Wrong + " } }",
        "using (var timer = new Timer(_ => { })) { try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); } } " + Wrong,
        "try { try { Work(args.Body.ToArray()); } finally { Work(new byte[0]); } " + Ack + " } catch (Exception e) { Notes.LogError(e); " + Wrong + " }",
        "foreach (var item in args.Body.ToArray()) { try { Work(new[] { item }); } catch (Exception e) { Log(e); } } " + Wrong,
        "try { Work(args.Body.ToArray()); } finally { await~ Done~(); } async~ Task~ Done~() { " + Wrong + " }",
        "{Action~~Func<Task>} tries = async~ () => { try { Work(args.Body.ToArray()); } catch (TimeoutException) { await~ channel.BasicReject~(args.DeliveryTag, false); } catch (Exception e) { Log(e); } }; await~ tries(); " + Wrong,
        "async~ Task~ Try() { try { Work(args.Body.ToArray()); } catch (TimeoutException) { await~ channel.BasicReject~(args.DeliveryTag, false); } catch (Exception e) { Log(e); } } await~ Try(); " + Wrong,
        "if (_stopping) { " + Wrong + " return; } Work(args.Body.ToArray()); " + Ack,
        "if (!running) { " + Wrong + " return; } Work(args.Body.ToArray()); " + Ack,
        "if (!_stopping) Work(args.Body.ToArray()); " + Wrong,
        "foreach (var item in args.Body.ToArray()) { if (_stopping) break; Work(new[] { item }); } " + Wrong,
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (OperationCanceledException) { " + Wrong + " }",
        "try { Work(args.Body.ToArray()); } catch (OperationCanceledException) { Console.WriteLine(\"stopped\"); } " + Wrong)]
    public Task Reports_a_lambda(ClientVersion version, string body) => Reports(version, InHandler(body));

    [Theory, AllClients(
        "Work(args.Body.ToArray()); " + Ack,
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (Exception e) { Log(e); await~ channel.BasicReject~(args.DeliveryTag, false); }",
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (Exception e) { Log(e); await~ channel.BasicNack~(args.DeliveryTag, false, true); }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); await~ channel.BasicReject~(args.DeliveryTag, false); return; } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); throw; } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (FormatException e) { Log(e); } " + Ack,
        "try { Work(args.Body.ToArray()); try { Store.Save(args.Body.ToArray()); } catch (Exception e) { Log(e); } " + Ack + " } catch (Exception e) { Log(e); await~ channel.BasicReject~(args.DeliveryTag, false); }",
        "try { var text = Encoding.UTF8.GetString(args.Body.ToArray()); if (text.Length > 3) Work(Encoding.UTF8.GetBytes(text)); if (text.Length > 0) { try { Store.Save(args.Body.ToArray()); } catch (Exception e) { Log(e); } } "
            + Ack + " } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, true); }",
        "try { Work(args.Body.ToArray()); } catch (System.Text.Json.JsonException e) { Log(e); " + Ack + " return; } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (Exception e) when (e is FormatException) { Log(e); } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); await~ channel.BasicPublish~(\"\", \"errors\", null~ args.Body); } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); await~ channel.BasicPublish~(\"\", \"errors\", null~ args.Body); } finally { " + Ack + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); Store.Save(args.Body.ToArray()); } " + Ack,
        "string answer; try { Work(args.Body.ToArray()); answer = \"yes\"; } catch (Exception e) { Log(e); answer = \"no\"; } Console.WriteLine(answer); " + Ack,
        "string? answer = null; try { answer = Encoding.UTF8.GetString(args.Body.ToArray()); Work(args.Body.ToArray()); } catch (Exception e) { Log(e); } "
            + "await~ channel.BasicPublish~(\"\", args.BasicProperties.ReplyTo!, null~ Encoding.UTF8.GetBytes(answer ?? \"\")); " + Ack,
        "try { Work(new byte[0]); } catch (Exception e) { Log(e); } Work(args.Body.ToArray()); " + Ack,
        "try { Work(new byte[0]); } catch (Exception e) { Log(e); } var order = Encoding.UTF8.GetString(args.Body.ToArray()); Process(order); " + Ack + " static void Process(string order) { Store.Save(new byte[order.Length]); }",
        "async~ Task~ Check() { try { Work(new byte[0]); } catch (TimeoutException) { await~ channel.BasicReject~(args.DeliveryTag, false); } catch (Exception e) { Log(e); } } await~ Check(); Work(args.Body.ToArray()); " + Ack,
        "var failed = false; try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); failed = true; } if (failed) await~ channel.BasicReject~(args.DeliveryTag, false); else " + Ack,
        "var done = false; try { Work(args.Body.ToArray()); done = true; } finally { if (done) { " + Ack + " } }",
        "try { Work(args.Body.ToArray()); } finally { await~ channel.BasicReject~(args.DeliveryTag, false); }",
        "try { Console.WriteLine(args.RoutingKey); } finally { " + Ack + " }",
        "try { Console.WriteLine(args.Body.Length); } catch (Exception e) { Log(e); } " + Ack,
        "if (!_stopping) { Work(args.Body.ToArray()); " + Ack + " }",
        "Work(args.Body.ToArray()); if (_stopping) { " + Ack + " return; } " + Ack,
        "var order = new { IsCancelled = args.Redelivered }; if (order.IsCancelled) { " + Ack + " return; } Work(args.Body.ToArray()); " + Ack,
        "try { Work(args.Body.ToArray()); } catch (OperationCanceledException) { return; } " + Ack,
        "try { Work(args.Body.ToArray()); } catch (OperationCanceledException) when (_stopping) { return; } catch (FormatException) { } " + Ack,
        "var attempts = 0; try { Work(args.Body.ToArray()); } catch (Exception e) { Log(e); attempts++; } " + Ack)]
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
            try { Work(args.Body.ToArray()); }
            catch (Exception e) { Console.WriteLine(e); }
            finally { await~ {|RMQ1007:Finish|}(args); }
        }

        private async~ Task~ Finish(BasicDeliverEventArgs args)
        {
            await~ channel.{|also:BasicAck~|}(args.DeliveryTag, false);
        }

        private static void Work(byte[] body) => System.IO.File.WriteAllBytes("message", body);
        """))
        .WithMessages("The delivery of queue 'orders' is acknowledged although processing it has failed: the message is gone, and nobody has handled it")
        .Reports<FailureAcknowledgedAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_where_the_helper_catches(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => await~ {|RMQ1007:Handle|}(channel, args);
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); }
            catch (Exception e) { Console.WriteLine(e); }
            await~ channel.BasicAck~(args.DeliveryTag, false);
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
            finally { await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                try { System.IO.File.WriteAllBytes("message", body.ToArray()); }
                catch (Exception e) { Console.WriteLine(e); }
                await~ Channel~.{|RMQ1007:BasicAck~|}(deliveryTag, false);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_a_consumer_class_that_rejects(ClientVersion version) => Silent(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                try { System.IO.File.WriteAllBytes("message", body.ToArray()); }
                catch (Exception e) { Console.WriteLine(e); await~ Channel~.BasicReject~(deliveryTag, !redelivered); return; }
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
            try { await System.IO.File.WriteAllBytesAsync("message", args.Body.ToArray()); }
            catch (Exception e) { Console.WriteLine(e); }
            finally { channel.{|RMQ1007:BasicAck|}(args.DeliveryTag, false); }
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, OldGenerations]
    public Task Silent_on_an_asynchronous_consumer_that_rejects(ClientVersion version) => Silent(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.Received += async (_, args) =>
        {
            try { await System.IO.File.WriteAllBytesAsync("message", args.Body.ToArray()); channel.BasicAck(args.DeliveryTag, false); }
            catch (Exception e) { Console.WriteLine(e); channel.BasicReject(args.DeliveryTag, false); }
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, GenerationsAttribute(ClientVersion.V71, ClientVersion.V7)]
    public Task Reports_a_cancelled_delivery(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, args) =>
        {
            if (args.CancellationToken.IsCancellationRequested)
            {
                await channel.{|RMQ1007:BasicAckAsync|}(args.DeliveryTag, false);
                return;
            }

            await System.IO.File.WriteAllBytesAsync("message", args.Body.ToArray());
            await channel.BasicAckAsync(args.DeliveryTag, false);
        };
        await channel.BasicConsumeAsync("orders", false, consumer);
        """))
        .WithMessages("The delivery of queue 'orders' is acknowledged although the program stops without processing it: the message is gone, and nobody has handled it")
        .Reports<FailureAcknowledgedAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_once_for_two_consumers(ClientVersion version) => Reports(version, InClass(
        """
        private IChannel~ channel = null!;
        public async~ Task~ Run()
        {
            var first = new EventingConsumer~(channel);
            var second = new EventingConsumer~(channel);
            first.Received~ += OnReceived;
            second.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, first);
            await~ channel.BasicConsume~("bills", false, second);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); }
            finally { await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_where_the_broker_acknowledges(ClientVersion version) => Silent(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) =>
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); }
            finally { await~ channel.BasicAck~(args.DeliveryTag, false); }
        };
        await~ channel.BasicConsume~("orders", true, consumer);
        """));

    [Fact]
    public Task Silent_on_a_channel_of_ones_own() => Silent(ClientVersion.V7,
        """
        namespace Mine
        {
            public interface IChannel { Task BasicAckAsync(ulong tag, bool multiple); Task BasicConsumeAsync(string queue, bool autoAck, Consumer consumer); }
            public sealed class Consumer { public event Func<object, ulong, Task>? ReceivedAsync; }
            public static class Program
            {
                public static Task Run(IChannel channel)
                {
                    var consumer = new Consumer();
                    consumer.ReceivedAsync += async (_, tag) =>
                    {
                        try { await System.IO.File.WriteAllTextAsync("message", ""); }
                        finally { await channel.BasicAckAsync(tag, false); }
                    };
                    return channel.BasicConsumeAsync("orders", false, consumer);
                }
            }
        }
        """);

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<FailureAcknowledgedAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<FailureAcknowledgedAnalyzer>(version, code);

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
            await~ Nap~();
        }

        {{Surroundings}}
        """);
}
