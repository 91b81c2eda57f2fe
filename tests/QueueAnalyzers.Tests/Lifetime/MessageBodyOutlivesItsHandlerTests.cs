using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4004.</summary>
public class MessageBodyOutlivesItsHandlerTests
{
    private const string Surroundings =
        """
        private readonly List<ReadOnlyMemory<byte>> bodies = new();
        private readonly Dictionary<ulong, ReadOnlyMemory<byte>> byTag = new();
        private readonly List<byte[]> copies = new();
        private readonly List<string> texts = new();
        private readonly System.Collections.Concurrent.ConcurrentQueue<Message> queue = new();
        private readonly System.Threading.Channels.Channel<ReadOnlyMemory<byte>> buffer = System.Threading.Channels.Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        private readonly System.Threading.Channels.Channel<Copy> copied = System.Threading.Channels.Channel.CreateUnbounded<Copy>();
        private readonly AsyncLocal<ReadOnlyMemory<byte>> current = new();
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource<ReadOnlyMemory<byte>>> waiting = new();
        private readonly Dictionary<string, Message> messages = new();
        private static ReadOnlyMemory<byte> last;
        private ReadOnlyMemory<byte> Last { get; set; }
        private ReadOnlyMemory<byte>[] ring = new ReadOnlyMemory<byte>[8];
        private sealed class Message { public Message() { } public Message(ReadOnlyMemory<byte> body) { Body = body; } public Message(BasicDeliverEventArgs args) { Tag = args.DeliveryTag; Body = args.Body; } public ulong Tag { get; set; } public ReadOnlyMemory<byte> Body { get; set; } }
        private sealed class Copy { public Copy(ReadOnlyMemory<byte> body) { Body = body.ToArray(); } public byte[] Body { get; } }
        private sealed record Envelope(ulong Tag, ReadOnlyMemory<byte> Body);
        private sealed class Primary(ReadOnlyMemory<byte> body) { public ReadOnlyMemory<byte> Body { get; } = body; }
        private readonly List<object> objects = new();
        private static void Work(ReadOnlyMemory<byte> body) { System.IO.File.WriteAllBytes("message", body.ToArray()); }
        private static Task WorkLater(ReadOnlyMemory<byte> body) { return System.IO.File.WriteAllBytesAsync("message", body.ToArray()); }
        private static async Task WorkSlowly(ReadOnlyMemory<byte> body) { await Task.Delay(1); Work(body); }
        private static void Handle(BasicDeliverEventArgs args) { Work(args.Body); }
        private static void Show(BasicDeliverEventArgs args) { Console.WriteLine(args.RoutingKey); }
        private static Message MessageFor(string key) { return new Message(); }
        private void Keep(ReadOnlyMemory<byte> body) { bodies.Add(body); }
        private object Everything() => (last, Last, ring, current, byTag, copies, texts, buffer, copied);
        """;

    [Theory, Generations(ClientVersion.V6, ClientVersion.V71, ClientVersion.V7, Cases = new object[]
    {
        "bodies.Add({|RMQ4004:args.Body|});",
        "this.bodies.Add(item: {|RMQ4004:args.Body|});",
        "last = {|RMQ4004:args.Body|};",
        "Last = {|RMQ4004:args.Body|};",
        "ring[0] = {|RMQ4004:args.Body|};",
        "byTag[args.DeliveryTag] = {|RMQ4004:args.Body|};",
        "byTag.Add(args.DeliveryTag, {|RMQ4004:args.Body|});",
        "var body = args.Body; bodies.Add({|RMQ4004:body|});",
        "ReadOnlyMemory<byte> body; body = args.Body; last = {|RMQ4004:body|};",
        "bodies.Add({|RMQ4004:args.Body.Slice(1)|});",
        "var rest = args.Body[1..]; bodies.Add({|RMQ4004:rest|});",
        "var e = args; bodies.Add({|RMQ4004:e.Body|});",
        "last = args.Redelivered ? {|RMQ4004:args.Body|} : default;",
        "buffer.Writer.TryWrite({|RMQ4004:args.Body|});",
        "buffer.Writer.WriteAsync({|RMQ4004:args.Body|}).AsTask().Wait();",
        "captured.Add({|RMQ4004:args.Body|});",
        "outer = {|RMQ4004:args.Body|};",
        "queue.Enqueue(new Message({|RMQ4004:args.Body|}));",
        "queue.Enqueue(new Message { Body = {|RMQ4004:args.Body|} });",
        "var message = new Message({|RMQ4004:args.Body|}); queue.Enqueue(message);",
        "var message = new Message(); message.Body = {|RMQ4004:args.Body|}; queue.Enqueue(message);",
        "queue.Enqueue({|RMQ4004:new Message(args)|});",
        "var message = new Message(args); queue.Enqueue({|RMQ4004:message|});",
        "objects.Add(new Envelope(args.DeliveryTag, {|RMQ4004:args.Body|}));",
        "objects.Add(new Primary({|RMQ4004:args.Body|}));",
        "objects.Add((args.DeliveryTag, {|RMQ4004:args.Body|}));",
        "if (waiting.TryRemove(args.BasicProperties.CorrelationId!, out var reply)) reply.TrySetResult({|RMQ4004:args.Body|});",
        "waiting[args.RoutingKey].SetResult({|RMQ4004:args.Body|});",
        "var reply = waiting[args.RoutingKey]; reply.SetResult({|RMQ4004:args.Body|});",
        "if (messages.TryGetValue(args.RoutingKey, out Message? message)) message.Body = {|RMQ4004:args.Body|};",
        "var all = bodies; var same = all; same.Add({|RMQ4004:args.Body|});",
        "Task.Run(() => Work({|RMQ4004:args.Body|}));",
        "_ = Task.Run(() => Console.WriteLine(Encoding.UTF8.GetString({|RMQ4004:args.Body|}.ToArray())));",
        "Task.Run(async () => { await Task.Delay(20); Console.WriteLine({|RMQ4004:args.Body|}.Span[0]); Console.WriteLine(args.Body.Span[1]); });",
        "var body = args.Body; Task.Factory.StartNew(() => Work({|RMQ4004:body|}));",
        "ThreadPool.QueueUserWorkItem(_ => Work({|RMQ4004:args.Body|}));",
        "new Thread(() => Work({|RMQ4004:args.Body|})).Start();",
        "var timer = new Timer(_ => Work({|RMQ4004:args.Body|}), null, 10, 0);",
        "Task.Run(() => Handle({|RMQ4004:args|}));",
        "Task.Delay(1).ContinueWith(_ => Work({|RMQ4004:args.Body|}));",
        "Task.Run(Later); void Later() { Work({|RMQ4004:args.Body|}); }",
        "_ = Slowly(); async Task Slowly() { Console.WriteLine(args.Body.Length); await Task.Delay(1); Work({|RMQ4004:args.Body|}); }",
        "Sometime(); async void Sometime() { Work(args.Body); await Task.Delay(1); Work({|RMQ4004:args.Body|}); }",
        "new List<int> { 1 }.ForEach(async item => { await Task.Delay(item); Work({|RMQ4004:args.Body|}); });",
    })]
    public Task Reports_a_lambda(ClientVersion version, string body) => Reports(version, InHandler(body));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V71, ClientVersion.V7, Cases = new object[]
    {
        "bodies.Add(args.Body.ToArray());",
        "copies.Add(args.Body.ToArray());",
        "var copy = args.Body.ToArray(); copies.Add(copy); last = copy;",
        "texts.Add(Encoding.UTF8.GetString(args.Body.Span));",
        "var text = Encoding.UTF8.GetString(args.Body.Span); Task.Run(() => Console.WriteLine(text));",
        "var copy = args.Body.ToArray(); Task.Run(() => Work(copy));",
        "var local = new List<ReadOnlyMemory<byte>>(); local.Add(args.Body); Work(local[0]);",
        "if (waiting.TryRemove(args.BasicProperties.CorrelationId!, out var reply)) reply.TrySetResult(args.Body.ToArray());",
        "var reply = new TaskCompletionSource<ReadOnlyMemory<byte>>(); reply.SetResult(args.Body); Work(reply.Task.Result);",
        "if (messages.TryGetValue(args.RoutingKey, out var message)) { message.Body = args.Body; Work(message.Body); message.Body = default; }",
        "var message = MessageFor(args.RoutingKey); message.Body = args.Body; Work(message.Body);",
        "var message = new Message(args); Work(message.Body);",
        "var message = new Message(args.Body); Console.WriteLine(message.Tag);",
        "copied.Writer.TryWrite(new Copy(args.Body));",
        "objects.Add(new Copy(args.Body));",
        "objects.Add(args.Body.Length);",
        "Work(args.Body);",
        "Handle(args);",
        "Console.WriteLine(args.Body.Length);",
        "WorkLater(args.Body).Wait();",
        "_ = WorkLater(args.Body);",
        "Task.Run(() => Work(args.Body)).Wait();",
        "var task = Task.Run(() => Work(args.Body)); task.GetAwaiter().GetResult();",
        "var tasks = new List<Task>(); tasks.Add(Task.Run(() => Work(args.Body))); Task.WaitAll(tasks.ToArray());",
        "Task.Run(() => Show(args));",
        "Task.Run(() => Console.WriteLine(args.DeliveryTag + (ulong)args.Body.Length));",
        "Parallel.ForEach(new[] { 1 }, _ => Work(args.Body));",
        "_ = Quickly(); async Task Quickly() { Work(args.Body); await Task.Delay(1); }",
        "current.Value = args.Body;",
        "Last = args.Body; Handle(args); Last = default;",
        "Func<ReadOnlyMemory<byte>, bool> sink = body => body.IsEmpty; sink(args.Body);",
        "var thread = new Thread(() => Work(args.Body)); thread.Start(); thread.Join();",
        "using (var stream = new System.IO.MemoryStream()) { stream.Write(args.Body.Span); }",
    })]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Silent(version, InHandler(body));

    [Theory, Generations(ClientVersion.V5, Cases = new object[] { "copies.Add(args.Body);", "Task.Run(() => Console.WriteLine(args.Body[0]));" })]
    public Task Silent_on_an_array_of_its_own(ClientVersion version, string body) => Silent(version, InClass(
        $$"""
        private readonly List<byte[]> copies = new();
        public void Run(IModel channel)
        {
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += (sender, args) => { {{body}} };
            channel.BasicConsume("orders", false, consumer);
            Console.WriteLine(copies.Count);
        }
        """));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Reports_in_a_helper(ClientVersion version) => Reports(version, InClass(
        """
        private readonly List<ReadOnlyMemory<byte>> bodies = new();
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => Outer(args.Body);
            await~ channel.BasicConsume~("orders", true, consumer);
        }

        private void Outer(ReadOnlyMemory<byte> body) => Inner(body.Slice(2));
        private void Inner(ReadOnlyMemory<byte> rest) => bodies.Add({|RMQ4004:rest|});
        """));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Reports_deliveries_that_are_kept(ClientVersion version) => Verify.That(version, InClass(
        """
        private readonly System.Collections.Concurrent.BlockingCollection<BasicDeliverEventArgs> received = new();
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { received.Add({|RMQ4004:args|}); return~; }
        public string Next() => Read(received.Take());
        private static string Read(BasicDeliverEventArgs delivery) => Encoding.UTF8.GetString(delivery.Body.ToArray());
        """))
        .WithMessages("The message's body is stored where it outlives the handler: its memory belongs to the client, which fills it with other messages when the handler has ended")
        .Reports<OutlivedBodyAnalyzer>();

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Silent_on_deliveries_of_which_only_the_tag_is_read(ClientVersion version) => Silent(version, InClass(
        """
        private BasicDeliverEventArgs? last;
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { last = args; Console.WriteLine(args.Body.Length); return~; }
        public ulong Tag => last!.DeliveryTag;
        """));

    [Fact]
    public Task Reports_an_async_handler_of_a_synchronous_consumer() => Reports(ClientVersion.V6, InMethod(
        """
        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += async (_, args) =>
        {
            await System.IO.File.WriteAllBytesAsync("first", args.Body.ToArray());
            await System.IO.File.WriteAllBytesAsync("second", {|RMQ4004:args.Body|}.ToArray());
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Silent_on_an_async_handler_of_an_asynchronous_consumer(ClientVersion version) => Silent(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received~ += async (_, args) =>
            {
                await System.IO.File.WriteAllBytesAsync("first", args.Body.ToArray());
                await System.IO.File.WriteAllBytesAsync("second", args.Body.ToArray());
                await Handle(args);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async Task Handle(BasicDeliverEventArgs args) { await Task.Yield(); System.IO.File.WriteAllBytes("third", args.Body.ToArray()); }
        """));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Reports_an_async_void_callee(ClientVersion version) => Verify.That(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received~ += (_, args) => { Handle(args); return Task.CompletedTask; };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async void Handle(BasicDeliverEventArgs args)
        {
            Console.WriteLine(args.Body.Span[0]);
            await Task.Yield();
            System.IO.File.WriteAllBytes("message", {|RMQ4004:args.Body|}.ToArray());
        }
        """))
        .WithMessages("The message's body is read after an await in code that nobody waits for: its memory belongs to the client, which fills it with other messages when the handler has ended")
        .Reports<OutlivedBodyAnalyzer>();

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Reports_a_dropped_call(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received~ += (_, args) => { _ = Handle(args.Body); return Task.CompletedTask; };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static async Task Handle(ReadOnlyMemory<byte> body) { await Inner(body); }
        private static async Task Inner(ReadOnlyMemory<byte> body) { await Task.Yield(); System.IO.File.WriteAllBytes("message", {|RMQ4004:body|}.ToArray()); }
        """));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            private readonly List<ReadOnlyMemory<byte>> bodies = [];
            public override {void~~async Task} HandleBasicDeliver~(Delivery~)
            {
                bodies.Add({|RMQ4004:body|});
                await~ Channel~.BasicAck~(deliveryTag, false);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Silent_on_a_consumer_class_that_copies(ClientVersion version) => Silent(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            private readonly List<ReadOnlyMemory<byte>> bodies = [];
            public override {void~~async Task} HandleBasicDeliver~(Delivery~)
            {
                bodies.Add(body.ToArray());
                await~ Channel~.BasicAck~(deliveryTag, false);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Silent_on_a_fetched_message(ClientVersion version) => Silent(version, InClass(
        """
        private ReadOnlyMemory<byte> last;
        public async~ Task~ Run(IChannel~ channel)
        {
            var result = await~ channel.BasicGet~("orders", false);
            last = result!.Body;
            _ = Task.Run(() => Console.WriteLine(last.Length + result.Body.Span[0]));
        }
        """));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Reports_top_level_statements_once_for_two_consumers(ClientVersion version) => Reports(version,
        """
        IChannel~ channel = null!;
        List<ReadOnlyMemory<byte>> bodies = [];
        var first = new EventingConsumer~(channel);
        var second = new EventingConsumer~(channel);
        first.Received~ += OnReceived;
        second.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, first);
        await~ channel.BasicConsume~("bills", false, second);

        Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { bodies.Add({|RMQ4004:args.Body|}); return~; }
        """);

    [Fact]
    public Task Silent_on_event_args_of_ones_own() => Silent(ClientVersion.V7,
        """
        namespace Mine
        {
            public sealed class BasicDeliverEventArgs { public ReadOnlyMemory<byte> Body; }
            public sealed class Consumer { public event Func<object, BasicDeliverEventArgs, Task>? ReceivedAsync; }
            public static class Program
            {
                private static readonly List<ReadOnlyMemory<byte>> Bodies = new();
                public static void Run(Consumer consumer) { consumer.ReceivedAsync += (_, args) => { Bodies.Add(args.Body); return Task.CompletedTask; }; }
            }
        }
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task Silent_on_code_that_does_not_compile(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += (_, args) => { missing.Add(args.Body); Task.Run(() => Missing(args.)); new Missing(args.Body };
        await~ channel.BasicConsume~("orders", false, consumer);
        """)).AllowingErrors().Silent<OutlivedBodyAnalyzer>();

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<OutlivedBodyAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<OutlivedBodyAnalyzer>(version, code);

    private static string InHandler(string body) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var captured = new List<ReadOnlyMemory<byte>>();
            ReadOnlyMemory<byte> outer = default;
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += (sender, args) =>
            {
                {{body}}
                return~;
            };
            await~ channel.BasicConsume~("orders", false, consumer);
            Console.WriteLine(captured.Count + outer.Length);
        }

        {{Surroundings}}
        """);
}
