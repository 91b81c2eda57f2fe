using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>The fix of RMQ4004.</summary>
public class OutlivedBodyFixTests
{
    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InACollection(ClientVersion version) => Fixes(
        version,
        "bodies.Add(/* all of it */ {|RMQ4004:args.Body|}); // kept",
        "bodies.Add(/* all of it */ args.Body.ToArray()); // kept");

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InAField(ClientVersion version) => Fixes(
        version,
        """
        var e = args;
        #if DEBUG
        last = default;
        #endif
        last = {|RMQ4004:e.Body|};
        """,
        """
        var e = args;
        #if DEBUG
        last = default;
        #endif
        last = e.Body.ToArray();
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task ASlice(ClientVersion version) => Fixes(
        version,
        """
        last = {|RMQ4004:args.Body.Slice(1)|};
        bodies.Add({|RMQ4004:args.Body[1..]|});
        """,
        """
        last = args.Body.Slice(1).ToArray();
        bodies.Add(args.Body[1..].ToArray());
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task ALocal(ClientVersion version) => Fixes(
        version,
        """
        var body = args.Body;
        Work(body);
        last = {|RMQ4004:body|};
        bodies.Add(item: {|RMQ4004:body|});
        """,
        """
        var body = args.Body;
        Work(body);
        last = body.ToArray();
        bodies.Add(item: body.ToArray());
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InAChoice(ClientVersion version) => Fixes(
        version,
        "last = args.Redelivered ? {|RMQ4004:args.Body|} : default;",
        "last = args.Redelivered ? args.Body.ToArray() : default;");

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InAConstructor(ClientVersion version) => Fixes(
        version,
        """
        messages.Add(new Message(args.DeliveryTag, {|RMQ4004:args.Body|}));
        """,
        """
        messages.Add(new Message(args.DeliveryTag, args.Body.ToArray()));
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InATuple(ClientVersion version) => Fixes(
        version,
        """
        pairs.Add((args.DeliveryTag, {|RMQ4004:args.Body|}));
        pair = (1, /* all of it */ {|RMQ4004:args.Body|});
        """,
        """
        pairs.Add((args.DeliveryTag, args.Body.ToArray()));
        pair = (1, /* all of it */ args.Body.ToArray());
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task ForTheTaskOfSomebodyWhoWaits(ClientVersion version) => Fixes(
        version,
        "if (waiting.TryRemove(args.BasicProperties.CorrelationId!, out var reply)) reply.TrySetResult({|RMQ4004:args.Body|});",
        "if (waiting.TryRemove(args.BasicProperties.CorrelationId!, out var reply)) reply.TrySetResult(args.Body.ToArray());");

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InAnInitializer(ClientVersion version) => Fixes(
        version,
        """
        var message = new Message(1, default)
        {
            Body = {|RMQ4004:args.Body|}, // the body
        };
        messages.Add(message);
        """,
        """
        var message = new Message(1, default)
        {
            Body = args.Body.ToArray(), // the body
        };
        messages.Add(message);
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task BeforeATask(ClientVersion version) => Fixes(
        version,
        """
        // later
        Task.Run(() => Work({|RMQ4004:args.Body|}));
        """,
        """
        // later
        var body = args.Body.ToArray();
        Task.Run(() => Work(body));
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task BeforeATaskThatCopiesTooLate(ClientVersion version) => Fixes(
        version,
        """
        var body = 3;
        if (args.Redelivered)
            _ = Task.Run(async () =>
            {
                await Task.Delay(body);
                Console.WriteLine(Encoding.UTF8.GetString({|RMQ4004:args.Body|}.ToArray()));
                Console.WriteLine(Encoding.UTF8.GetString(args.Body.Span) + args.Body.Length + args.Body.Span[0]);
            });
        """,
        """
        var body = 3;
        if (args.Redelivered)
        {
            var body1 = args.Body.ToArray();
            _ = Task.Run(async () =>
            {
                await Task.Delay(body);
                Console.WriteLine(Encoding.UTF8.GetString(body1));
                Console.WriteLine(Encoding.UTF8.GetString(body1) + body1.Length + body1[0]);
            });
        }
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task BeforeTwoTasks(ClientVersion version) => Fixes(
        version,
        """
        Task.Run(() => Work({|RMQ4004:args.Body|}));
        ThreadPool.QueueUserWorkItem(_ => Work({|RMQ4004:args.Body|}));
        """,
        """
        var body = args.Body.ToArray();
        Task.Run(() => Work(body));
        var body1 = args.Body.ToArray();
        ThreadPool.QueueUserWorkItem(_ => Work(body1));
        """);

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InAnOverride(ClientVersion version) => Verify.Fixes<OutlivedBodyAnalyzer, OutlivedBodyFix>(
        version,
        Consumer("bodies.Add({|RMQ4004:body|});"),
        Consumer("bodies.Add(body.ToArray());"));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7)]
    public Task InAHelper(ClientVersion version) => Verify.Fixes<OutlivedBodyAnalyzer, OutlivedBodyFix>(
        version,
        Helped("bodies.Add({|RMQ4004:body|})"),
        Helped("bodies.Add(body.ToArray())"));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7, Cases = new object[]
    {
        "var body = args.Body; Task.Run(() => Work({|RMQ4004:body|}));",
        "Task.Run(() => Handle({|RMQ4004:args|}));",
        "objects.Add((1, {|RMQ4004:args.Body|}));",
        "var both = (1, {|RMQ4004:args.Body|}); objects.Add(both);",
        "objects.Add({|RMQ4004:args.Body|});",
        "Task.Run(() => Console.WriteLine({|RMQ4004:args.Body|}.Slice(1).Length));",
        "Later(); async void Later() { await Task.Yield(); Work({|RMQ4004:args.Body|}); }",
        "Task.Run(Later); void Later() { Work({|RMQ4004:args.Body|}); }",
        "System.Collections.Immutable.ImmutableInterlocked.Update(ref boxes, all => all.Add(1)); objects.Add(new { Body = 1 }); objects.Add(Tuple.Create(1)); messages.Add({|RMQ4004:new Message(args)|});",
    })]
    public Task NotOffered(ClientVersion version, string body) => Verify.OffersNoFix<OutlivedBodyAnalyzer, OutlivedBodyFix>(version, InHandler(body));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<OutlivedBodyAnalyzer, OutlivedBodyFix>(version, InHandler(before), InHandler(after));

    private static string Helped(string keep) => InClass(
        $$"""
        private readonly List<ReadOnlyMemory<byte>> bodies = new();
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => Keep(args.Body);
            await~ channel.BasicConsume~("", true, consumer);
        }

        private void Keep(ReadOnlyMemory<byte> body) => {{keep}};
        """);

    private static string Consumer(string body) =>
        $$"""
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            private readonly List<ReadOnlyMemory<byte>> bodies = [];
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                {{body}}
                await~ Channel~.BasicAck~(deliveryTag, false);
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """;

    private static string InHandler(string body) => InClass(
        $$"""
        private readonly List<ReadOnlyMemory<byte>> bodies = new();
        private readonly List<Message> messages = new();
        private readonly List<object> objects = new();
        private System.Collections.Immutable.ImmutableList<int> boxes = System.Collections.Immutable.ImmutableList<int>.Empty;
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource<ReadOnlyMemory<byte>>> waiting = new();
        private readonly List<(ulong Tag, ReadOnlyMemory<byte> Body)> pairs = new();
        private (int Tag, ReadOnlyMemory<byte> Body) pair;
        private ReadOnlyMemory<byte> last;
        private sealed class Message { public Message(ulong tag, ReadOnlyMemory<byte> body) { Tag = tag; Body = body; } public Message(BasicDeliverEventArgs args) { Body = args.Body; } public ulong Tag { get; set; } public ReadOnlyMemory<byte> Body { get; set; } }
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += (sender, args) =>
            {
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ", StringComparison.Ordinal)}}
                return~;
            };
            await~ channel.BasicConsume~("", true, consumer);
            Console.WriteLine(last.Length + boxes.Count + pairs.Count + pair.Tag);
        }

        private static void Work(ReadOnlyMemory<byte> body) { System.IO.File.WriteAllBytes("message", body.ToArray()); }
        private static void Handle(BasicDeliverEventArgs args) { Work(args.Body); }
        """);
}
