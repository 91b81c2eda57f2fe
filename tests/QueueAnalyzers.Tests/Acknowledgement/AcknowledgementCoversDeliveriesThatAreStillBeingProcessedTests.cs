using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1018.</summary>
public class AcknowledgementCoversDeliveriesThatAreStillBeingProcessedTests
{
    private const string Together = "await~ channel.BasicAck~(args.DeliveryTag, {|RMQ1018:true|});";
    private const string Concurrent = "new ConnectionFactory { ConsumerDispatchConcurrency = 5 }";

    [Theory, AllGenerations(
        "Task.Run(() => Work(args.Body.ToArray())); " + Together,
        "_ = Task.Run(() => Work(args.Body.ToArray())); await~ channel.BasicAck~({|RMQ1018:multiple: true|}, deliveryTag: args.DeliveryTag);",
        Together + " _ = Task.Run(() => Work(args.Body.ToArray()));",
        "var body = args.Body.ToArray(); ThreadPool.QueueUserWorkItem(_ => Work(body)); " + Together,
        "new Thread(() => Work(args.Body.ToArray())).Start(); " + Together,
        "Task.Factory.StartNew(() => Work(args.Body.ToArray())); " + Together,
        "_ = Task.WhenAll(WorkLater(args.Body.ToArray()), WorkLater(args.Body.ToArray())); " + Together,
        "_ = Start(args.Body.ToArray()); " + Together + " async Task Start(byte[] body) { await Task.Delay(10); Work(body); }",
        "Start(args.Body.ToArray()); " + Together + " async void Start(byte[] body) { await Task.Delay(10); Work(body); }",
        "try { _ = WorkLater(args.Body.ToArray()); } finally { " + Together + " }",
        "_ = WorkLater(args.Body.ToArray()); if (args.DeliveryTag % 10 == 0) { " + Together + " }",
        "const bool all = true; _ = WorkLater(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, {|RMQ1018:all|});",
        "_ = WorkLater(args.Body.ToArray()); await~ channel.BasicNack~(args.DeliveryTag, {|RMQ1018:multiple: true|}, requeue: false);",
        "var tag = args.DeliveryTag; Task.Run(async () => { Work(args.Body.ToArray()); await Task.Delay(1); await~ channel.BasicAck~(tag, {|RMQ1018:true|}); });")]
    public Task Reports_unawaited_work(ClientVersion version, string body) => Reports(version, InHandler(body, "new ConnectionFactory()"));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V71, ClientVersion.V7, Cases = new object[]
    {
        "Work(args.Body.ToArray()); " + Together,
        "Work(args.Body.ToArray()); if (args.DeliveryTag % 10 == 0) " + Together,
        "try { Work(args.Body.ToArray()); " + Together + " } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, {|RMQ1018:true|}, true); }",
    })]
    public Task Reports_concurrent_dispatch(ClientVersion version, string body) => Reports(version, InHandler(body, Concurrent));

    [Theory, AllGenerations(
        "Work(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "Task.Run(() => Work(args.Body.ToArray())).Wait(); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "_ = Task.Run(() => Work(args.Body.ToArray())); await~ channel.BasicAck~(args.DeliveryTag, false);",
        "_ = WorkLater(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, multiple: args.Redelivered);",
        "_ = WorkLater(args.Body.ToArray()); await~ channel.BasicReject~(args.DeliveryTag, true);",
        "_ = WorkLater(args.Body.ToArray()); last = args.DeliveryTag; await~ channel.BasicAck~(last, true);",
        "tags.Add(args.DeliveryTag); if (tags.Count == 10) { _ = WorkLater(args.Body.ToArray()); await~ channel.BasicAck~(tags[9], true); }",
        "_ = Task.Run(() => Console.WriteLine(1)); Work(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "var tasks = new List<Task> { WorkLater(args.Body.ToArray()) }; Task.WaitAll(tasks.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "var work = WorkLater(args.Body.ToArray()); Console.WriteLine(args.RoutingKey); work.Wait(); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "System.Threading.Tasks.Parallel.ForEach(args.Body.ToArray(), item => Work(new[] { item })); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "Task.WhenAll(WorkLater(args.Body.ToArray()), WorkLater(args.Body.ToArray())).GetAwaiter().GetResult(); await~ channel.BasicAck~(args.DeliveryTag, true);",
        "Work(args.Body.ToArray()); var next = await~ channel.BasicGet~(\"bills\", false); if (next != null) await~ channel.BasicAck~(next.DeliveryTag, true);",
        "Done(); await~ channel.BasicAck~(args.DeliveryTag, true); Task Done() { Work(args.Body.ToArray()); return Task.CompletedTask; }")]
    public Task Silent_on_a_handler_of_one_at_a_time(ClientVersion version, string body) => Silent(version, InHandler(body, "new ConnectionFactory()"));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7, Cases = new object[]
    {
        "new ConnectionFactory { ConsumerDispatchConcurrency = 1 }",
        "new ConnectionFactory { ConsumerDispatchConcurrency = {System.Environment.ProcessorCount~~(ushort)System.Environment.ProcessorCount} }",
        "Configured()",
    })]
    public Task Silent_on_other_numbers(ClientVersion version, string factory) =>
        Silent(version, InHandler("Work(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, true);", factory));

    [Theory, Generations(ClientVersion.V6, ClientVersion.V7, Cases = new object[]
    {
        "last = args.DeliveryTag; await~ channel.BasicAck~(last, true);",
        "Work(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, multiple: false);",
        "tags.Add(args.DeliveryTag); if (tags.Count == 10) await~ channel.BasicAck~(tags[9], multiple: true);",
    })]
    public Task Silent_on_batches(ClientVersion version, string body) => Silent(version, InHandler(body, Concurrent));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[] { "8", "null", "(ushort)2" })]
    public Task Reports_options_of_the_channel(ClientVersion version, string number) => Verify.That(version, WithOptions(number, "{|RMQ1018:multiple: true|}"))
        .WithMessagesContaining("every earlier delivery of queue 'orders'", "are handled at a time", "406 PRECONDITION_FAILED - unknown delivery tag")
        .Reports<CoveringAcknowledgementAnalyzer>();

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[] { "1", "(ushort)System.Environment.ProcessorCount" })]
    public Task Silent_on_options_of_the_channel(ClientVersion version, string number) => Silent(version, WithOptions(number, "multiple: true"));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                var copy = body.ToArray();
                _ = Task.Run(() => System.IO.File.WriteAllBytes("message", copy));
                await~ Channel~.BasicAck~(deliveryTag, {|RMQ1018:multiple: true|});
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_in_a_helper_once_for_two_consumers(ClientVersion version) => Reports(version, InClass(
        """
        private readonly IChannel~ channel = null!;
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
            var body = args.Body.ToArray();
            _ = Task.Run(() => System.IO.File.WriteAllBytes("message", body));
            await~ Settle(args.DeliveryTag);
        }

        private async~ Task~ Settle(ulong tag) { await~ channel.BasicAck~(tag, {|RMQ1018:true|}); }
        """));

    [Theory, AllGenerations(
        "while (true) { var result = await~ channel.BasicGet~(\"orders\", false); if (result == null) break; _ = WorkLater(result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, {|RMQ1018:true|}); }",
        "BasicGetResult? result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { _ = WorkLater(result.Body.ToArray()); if (result.DeliveryTag % 10 == 0) await~ channel.BasicAck~(result.DeliveryTag, {|RMQ1018:multiple: true|}); }",
        "for (var i = 0; i < 9; i++) { var result = await~ channel.BasicGet~(\"orders\", false); if (result != null) { _ = WorkLater(result.Body.ToArray()); await~ Settle(channel, result.DeliveryTag); } }")]
    public Task Reports_fetches_in_a_loop(ClientVersion version, string statements) => Reports(version, Fetching(statements, settle: statements.Contains("Settle") ? "{|RMQ1018:true|}" : "true"));

    [Theory, AllGenerations(
        "while (true) { var result = await~ channel.BasicGet~(\"orders\", false); if (result == null) break; Work(result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, true); }",
        "while (true) { var result = await~ channel.BasicGet~(\"orders\", false); if (result == null) break; _ = WorkLater(result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, false); }",
        "while (true) { var result = await~ channel.BasicGet~(\"orders\", true); if (result == null) break; _ = WorkLater(result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, true); }",
        "ulong last = 0; while (true) { var result = await~ channel.BasicGet~(\"orders\", false); if (result == null) break; Work(result.Body.ToArray()); last = result.DeliveryTag; } await~ channel.BasicAck~(last, true);",
        "var tasks = new List<Task>(); while (true) { var result = await~ channel.BasicGet~(\"orders\", false); if (result == null) break; tasks.Add(WorkLater(result.Body.ToArray())); await~ channel.BasicAck~(result.DeliveryTag, true); }",
        "var result = await~ channel.BasicGet~(\"orders\", false); if (result != null) { _ = WorkLater(result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, true); }")]
    public Task Silent_on_fetches_that_are_done(ClientVersion version, string statements) => Silent(version, Fetching(statements, settle: "true"));

    [Theory, AllGenerations("true", "automatic")]
    public Task Silent_where_the_broker_may_acknowledge(ClientVersion version, string automatic) => Silent(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, bool automatic)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                var body = args.Body.ToArray();
                _ = Task.Run(() => System.IO.File.WriteAllBytes("message", body));
                await~ channel.BasicAck~(args.DeliveryTag, true);
            };
            await~ channel.BasicConsume~("orders", {{automatic}}, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_code_that_does_not_compile(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { _ = Task.Run(() => Missing(args.Body)); await~ channel.BasicAck~(args., true); };
        await~ channel.BasicConsume~("orders", false, consumer);
        """)).AllowingErrors().Silent<CoveringAcknowledgementAnalyzer>();

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
                    consumer.ReceivedAsync += async (_, tag) => { _ = Task.Run(() => Console.Write(tag)); await channel.BasicAckAsync(tag, true); };
                    return channel.BasicConsumeAsync("orders", false, consumer);
                }
            }
        }
        """);

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<CoveringAcknowledgementAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<CoveringAcknowledgementAnalyzer>(version, code);

    private static string WithOptions(string number, string multiple) => InClass(
        $$"""
        public async Task Run()
        {
            var factory = new ConnectionFactory { ConsumerDispatchConcurrency = 4 };
            await using var connection = await factory.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, consumerDispatchConcurrency: {{number}}));
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, args) =>
            {
                await System.IO.File.WriteAllBytesAsync("message", args.Body.ToArray());
                await channel.BasicAckAsync(args.DeliveryTag, {{multiple}});
            };
            await channel.BasicConsumeAsync("orders", false, consumer);
        }
        """);

    private static string Fetching(string statements, string settle) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            {{statements}}
        }

        private static async~ Task~ Settle(IChannel~ channel, ulong tag) { await~ channel.BasicAck~(tag, {{settle}}); }
        private static void Work(byte[] body) => System.IO.File.WriteAllBytes("message", body);
        private static Task WorkLater(byte[] body) => System.IO.File.WriteAllBytesAsync("message", body);
        """);

    private static string InHandler(string body, string factory) => InClass(
        $$"""
        private readonly List<ulong> tags = new();
        private ulong last;
        public async~ Task~ Run()
        {
            var factory = {{factory}};
            using~ var connection = await~ factory.CreateConnection~();
            using~ var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
            Console.WriteLine(last + (ulong)tags.Count);
        }

        private static ConnectionFactory Configured() => System.Text.Json.JsonSerializer.Deserialize<ConnectionFactory>("{}")!;
        private static void Work(byte[] body) => System.IO.File.WriteAllBytes("message", body);
        private static Task WorkLater(byte[] body) => System.IO.File.WriteAllBytesAsync("message", body);
        """);
}
