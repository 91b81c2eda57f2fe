using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1006.</summary>
public class DeliveryIsAcknowledgedBeforeItIsProcessedTests
{
    private const string Ack = "await~ channel.BasicAck~(args.DeliveryTag, false);";
    private const string Early = "await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);";

    private const string Surroundings =
        """
        private readonly List<Order> orders = new();
        private readonly System.Collections.Concurrent.ConcurrentQueue<byte[]> bodies = new();
        private readonly System.Threading.Channels.Channel<Order> buffer = System.Threading.Channels.Channel.CreateUnbounded<Order>();
        private Order? last;
        private bool early;
        private static class Metrics { public static void Increment(object what) { Store.Save(what); } }
        private static class Store { public static void Save(object what) { System.IO.File.WriteAllText("orders", what.ToString()); } public static Task SaveLater(object what) => System.IO.File.AppendAllTextAsync("orders", what.ToString()); public static async void SaveSometime(object what) { await Task.Yield(); Save(what); } }
        private sealed record Order(int Id) { public void Ship() { Store.Save(this); } }
        private static Order Parse(byte[] body) { if (body.Length == 0) throw new FormatException(); return new Order(body.Length); }
        private static void Work(byte[] body) { if (body.Length == 0) throw new InvalidOperationException(); Store.Save(body); }
        private static void Handle(BasicDeliverEventArgs args) { Store.Save(args.Body.ToArray()); }
        private static void Show(BasicDeliverEventArgs args) { Console.WriteLine(args.RoutingKey); }
        private static void LogOrder(Order order) { Store.Save(order); }
        private static Task Idle() => Task.Delay(1);
        private static Task~ Nap~() { return~; }
        private void Stop() { early = true; Console.WriteLine(early); }
        """;

    [Theory, AllClients(
        Early + " Work(args.Body.ToArray());",
        Early + " Handle(args);",
        "var order = Parse(args.Body.ToArray()); " + Early + " Store.Save(order);",
        "var order = Parse(args.Body.ToArray()); " + Early + " order.Ship();",
        "var text = Encoding.UTF8.GetString(args.Body.ToArray()); " + Early + " Console.WriteLine(text); Store.Save(text);",
        "var body = args.Body.ToArray(); var tag = args.DeliveryTag; await~ channel.{|RMQ1006:BasicAck~|}(multiple: false, deliveryTag: tag); Work(body);",
        Early + " if (args.Redelivered) Work(args.Body.ToArray());",
        "if (args.Redelivered) { " + Early + " Work(args.Body.ToArray()); } else { Work(args.Body.ToArray()); " + Ack + " }",
        "try { " + Early + " Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); }",
        Early + " try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); }",
        Early + " foreach (var item in args.Body.ToArray()) Store.Save(item);",
        "var order = Parse(args.Body.ToArray()); " + Early + " foreach (var id in new[] { order.Id }) Store.Save(id);",
        Early + " await~ channel.BasicPublish~(\"\", \"next\", null~ args.Body);",
        "if (!TryParse(args.Body.ToArray(), out var order)) { " + Ack + " return; } " + Early + " Store.Save(order); static bool TryParse(byte[] body, out Order order) { order = new Order(body.Length); return body.Length > 0; }",
        "object message = Parse(args.Body.ToArray()); " + Early + " if (message is Order order) Store.Save(order);",
        "object message = Parse(args.Body.ToArray()); " + Early + " switch (message) { case Order order: Store.Save(order); break; }",
        Early + " Handled(); void Handled() { Work(args.Body.ToArray()); }",
        Early + " _ = Task.Run(() => Work(args.Body.ToArray()));",
        "_ = Task.Run(() => Work(args.Body.ToArray())); " + Early,
        "Task.Run(() => { Work(args.Body.ToArray()); }); " + Early,
        "Task.Factory.StartNew(() => Work(args.Body.ToArray())); " + Early,
        "var order = Parse(args.Body.ToArray()); ThreadPool.QueueUserWorkItem(_ => Store.Save(order)); " + Early,
        "var order = Parse(args.Body.ToArray()); new Thread(() => Store.Save(order)).Start(); " + Early,
        "var order = Parse(args.Body.ToArray()); _ = Store.SaveLater(order); " + Early,
        "var order = Parse(args.Body.ToArray()); Store.SaveLater(order).ContinueWith(t => Console.WriteLine(t.Exception)); " + Early,
        "var order = Parse(args.Body.ToArray()); var task = Store.SaveLater(order); " + Early,
        "var order = Parse(args.Body.ToArray()); Store.SaveSometime(order); " + Early,
        "new List<byte>(args.Body.ToArray()).ForEach(async item => await Store.SaveLater(item)); " + Early)]
    public Task Reports_a_lambda(ClientVersion version, string body) => Reports(version, InHandler(body));

    [Theory, AllClients(
        "Work(args.Body.ToArray()); " + Ack,
        "var order = Parse(args.Body.ToArray()); Store.Save(order); " + Ack + " Console.WriteLine(order.Id);",
        "var order = Parse(args.Body.ToArray()); Store.Save(order); " + Ack + " Metrics.Increment(order);",
        "var order = Parse(args.Body.ToArray()); Store.Save(order); " + Ack + " LogOrder(order);",
        "Work(args.Body.ToArray()); " + Ack + " Show(args);",
        "Work(args.Body.ToArray()); " + Ack + " Store.Save(args.DeliveryTag); Store.Save(args.RoutingKey); Store.Save(args.Body.Length);",
        "Work(args.Body.ToArray()); " + Ack + " using (System.Diagnostics.Activity.Current) { }",
        "var text = Encoding.UTF8.GetString(args.Body.ToArray()); " + Ack + " Console.WriteLine(text);",
        "var order = Parse(args.Body.ToArray()); " + Ack + " orders.Add(order);",
        "var order = Parse(args.Body.ToArray()); " + Ack + " last = order;",
        "bodies.Enqueue(args.Body.ToArray()); " + Ack,
        "await~ Nap~(); " + Ack + " bodies.Enqueue(args.Body.ToArray());",
        "_ = buffer.Writer.WriteAsync(Parse(args.Body.ToArray())); " + Ack,
        "Work(args.Body.ToArray()); await~ channel.BasicReject~(args.DeliveryTag, false); Work(args.Body.ToArray());",
        "if (args.Redelivered) { " + Ack + " } else { Work(args.Body.ToArray()); " + Ack + " }",
        "if (args.Redelivered) { " + Ack + " return; } Work(args.Body.ToArray()); " + Ack,
        "try { Work(args.Body.ToArray()); " + Ack + " } catch (Exception e) { Console.WriteLine(e); Store.Save(args.Body.ToArray()); }",
        "var copy = args.Body.ToArray(); try { Work(copy); " + Ack + " Console.WriteLine(); } finally { System.Buffers.ArrayPool<byte>.Shared.Return(copy); }",
        "var order = Parse(args.Body.ToArray()); " + Ack + " await~ channel.BasicPublish~(\"\", args.BasicProperties.ReplyTo!, null~ Encoding.UTF8.GetBytes(order.ToString()));",
        "Task.Run(() => Work(args.Body.ToArray())).Wait(); " + Ack,
        "var task = Task.Run(() => Work(args.Body.ToArray())); task.GetAwaiter().GetResult(); " + Ack,
        "var tasks = new List<Task>(); tasks.Add(Store.SaveLater(args.Body.ToArray())); Task.WaitAll(tasks.ToArray()); " + Ack,
        "var thread = new Thread(() => Work(args.Body.ToArray())); thread.Start(); thread.Join(); " + Ack,
        "_ = Idle(); Work(args.Body.ToArray()); " + Ack,
        "_ = AtOnce(); " + Ack + " Task AtOnce() { Work(args.Body.ToArray()); return Task.CompletedTask; }",
        "Work(args.Body.ToArray()); " + Ack + " _ = Task.Run(() => Console.WriteLine(1));",
        "if (args.Redelivered) { _ = Task.Run(() => Work(args.Body.ToArray())); } else { Work(args.Body.ToArray()); " + Ack + " }",
        "Task.Run(() => { Work(args.Body.ToArray()); {channel.BasicAck(args.DeliveryTag, false)~~return channel.BasicAckAsync(args.DeliveryTag, false).AsTask()}; });",
        "foreach (var item in args.Body.ToArray()) Store.Save(item); " + Ack)]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Silent(version, InHandler(body));

    [Theory, AllClients("_ = Task.Run(() => Work(args.Body.ToArray())); " + Early)]
    public Task Reports_what_is_thrown_away_into_a_sender_that_has_no_name(ClientVersion version, string body) =>
        Reports(version, InHandler(body).Replace("(sender, args)", "(_, args)", StringComparison.Ordinal));

    [Theory, AllClients(
        "Handle(args.Body.ToArray()); " + Early + " void Handle(byte[] body) { _ = Store.SaveLater(body); }",
        "Handle(args); " + Early + " void Handle(BasicDeliverEventArgs delivery) { Store.SaveLater(delivery.Body.ToArray()); }",
        "Handle(Encoding.UTF8.GetString(args.Body.ToArray())); " + Early + " void Handle(string text) { var order = Parse(Encoding.UTF8.GetBytes(text)); Save(order); } void Save(Order order) { Task.Run(order.Ship); }",
        "Handle(args.Body.ToArray()).GetAwaiter().GetResult(); " + Early + " async Task Handle(byte[] body) { await Idle(); _ = Store.SaveLater(body); }")]
    public Task Reports_work_that_a_method_starts(ClientVersion version, string body) => Reports(version, InHandler(body));

    [Theory, AllClients(
        "Handle(args.Body.ToArray()); " + Ack + " void Handle(byte[] body) { Store.SaveLater(body).Wait(); }",
        "Handle(args.Body.ToArray()); " + Ack + " void Handle(byte[] body) { Work(body); _ = Idle(); }",
        "Handle(args.Body.ToArray()); " + Ack + " void Handle(byte[] body) { Work(body); _ = Store.SaveLater(body.Length); }",
        "Handle(args.Redelivered); " + Ack + " void Handle(bool again) { _ = Store.SaveLater(again); }",
        "if (args.Redelivered) Handle(args.Body.ToArray()); else { " + Ack + " } void Handle(byte[] body) { _ = Store.SaveLater(body); }",
        "Handle(args.Body.ToArray()).Wait(); " + Ack + " Task Handle(byte[] body) => Store.SaveLater(body);")]
    public Task Silent_on_methods_that_leave_no_work(ClientVersion version, string body) => Silent(version, InHandler(body));

    [Theory, AllGenerations]
    public Task Reports_a_retry_in_a_generic_base_class(ClientVersion version) => Reports(version,
        """
        public abstract class Worker<T> where T : class, new()
        {
            private IChannel~ _channel = null!;
            protected bool UseRetry { get; set; }
            protected int MaxRetryCount { get; set; }
            protected abstract Task ConsumeAsync(T message);
            protected async~ Task~ Run(string queue)
            {
                try
                {
                    var consumer = new AsyncEventingBasicConsumer(_channel);
                    consumer.Received~ += async (_, ea) =>
                    {
                        try
                        {
                            var message = System.Text.Json.JsonSerializer.Deserialize<T>(Encoding.UTF8.GetString(ea.Body.ToArray()));
                            if (message is not null)
                            {
                                await ConsumeAsync(message);
                            }

                            await~ _channel.BasicAck~(ea.DeliveryTag, false);
                        }
                        catch (Exception ex)
                        {
                            Console.WriteLine(ex);
                            await~ {|RMQ1006:Retry|}(ea, ea.Body.ToArray());
                        }
                    };
                    await~ _channel.BasicConsume~(queue, false, consumer);
                }
                catch (Exception ex)
                {
                    Console.WriteLine(ex);
                }
            }

            private async~ Task~ Retry(BasicDeliverEventArgs ea, byte[] body)
            {
                try
                {
                    var count = 0;
                    if (!UseRetry)
                    {
                        await~ _channel.BasicReject~(ea.DeliveryTag, false);
                        return;
                    }

                    if (ea.BasicProperties.Headers?.TryGetValue("x-retry-count", out object? value) ?? false)
                    {
                        count = (int)value!;
                    }

                    if (count > MaxRetryCount)
                    {
                        await~ _channel.BasicReject~(ea.DeliveryTag, false);
                        return;
                    }

                    await~ _channel.BasicAck~(ea.DeliveryTag, false);
                    await~ _channel.BasicPublish~("delayed", "", null~ body);
                }
                catch (Exception ex)
                {
                    Console.WriteLine(ex);
                }
            }
        }
        """);

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
            await~ {|RMQ1006:Finish|}(args);
            {|also:Work|}(args.Body.ToArray());
        }

        private async~ Task~ Finish(BasicDeliverEventArgs args)
        {
            await~ channel.{|also:BasicAck~|}(args.DeliveryTag, false);
        }

        private static void Work(byte[] body) => System.IO.File.WriteAllBytes("message", body);
        """))
        .WithMessages("The delivery of queue 'orders' is acknowledged while 'Work' still has to work on the message: it is lost when that fails or the process stops")
        .Reports<AcknowledgedEarlyAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_where_the_helper_works_as_well(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => await~ {|RMQ1006:Handle|}(channel, args, args.Body.ToArray());
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args, byte[] body)
        {
            await~ channel.BasicAck~(args.DeliveryTag, false);
            System.IO.File.WriteAllBytes("message", body);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_where_the_helper_works_before(ClientVersion version) => Silent(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => await~ Handle(channel, args, args.Body.ToArray());
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args, byte[] body)
        {
            System.IO.File.WriteAllBytes("message", body);
            await~ channel.BasicAck~(args.DeliveryTag, false);
            Console.WriteLine(body.Length);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_only_the_calls_that_take_the_branch(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
                catch (TimeoutException) { await~ {|RMQ1006:Fail|}(channel, args, true); }
                catch (Exception) { await~ Fail(channel, args, false); }
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~ Fail(IChannel~ channel, BasicDeliverEventArgs args, bool retry)
        {
            if (!retry)
            {
                await~ channel.BasicReject~(args.DeliveryTag, false);
            }
            else
            {
                await~ channel.BasicAck~(args.DeliveryTag, false);
                await~ channel.BasicPublish~("retries", args.RoutingKey, null~ args.Body);
            }
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
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Reports(version,
        """
        IChannel~ channel = null!;
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) =>
        {
            byte[] copy = [.. args.Body.ToArray()];
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            System.IO.File.WriteAllBytes("message", copy);
        };
        await~ channel.BasicConsume~("orders", false, consumer);
        """);

    [Theory, AllGenerations]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                await~ Channel~.{|RMQ1006:BasicAck~|}(deliveryTag, false);
                System.IO.File.WriteAllBytes("message", body.ToArray());
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_a_consumer_class(ClientVersion version) => Silent(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            private ulong last;
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                System.IO.File.WriteAllBytes("message", body.ToArray());
                await~ Channel~.BasicAck~(deliveryTag, false);
                System.IO.File.WriteAllText("last", routingKey);
                last = deliveryTag;
                Console.WriteLine(last);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, AllGenerations("true", "flag")]
    public Task Silent_where_the_broker_may_acknowledge(ClientVersion version, string flag) => Silent(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, bool flag)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                await~ channel.BasicAck~(args.DeliveryTag, false);
                System.IO.File.WriteAllBytes("message", args.Body.ToArray());
            };
            await~ channel.BasicConsume~("orders", {{flag}}, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_batch(ClientVersion version) => Silent(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) =>
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: true);
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
        };
        await~ channel.BasicConsume~("orders", false, consumer);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_code_that_does_not_compile(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) =>
        {
            await~ channel.BasicAck~(args.DeliveryTag, );
            Missing(args.Body
        };
        await~ channel.BasicConsume~("orders", false, consumer);
        """)).AllowingErrors().Silent<AcknowledgedEarlyAnalyzer>();

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
                        await channel.BasicAckAsync(tag, false);
                        await System.IO.File.WriteAllTextAsync("message", tag.ToString());
                    };
                    return channel.BasicConsumeAsync("orders", false, consumer);
                }
            }
        }
        """);

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<AcknowledgedEarlyAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<AcknowledgedEarlyAnalyzer>(version, code);

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
