using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1014.</summary>
public class PrefetchLimitHasNoEffectTests
{
    private const string Consume = "await~ channel.BasicConsume~(\"orders\", false, consumer);";
    private const string Limit = "await~ channel.[|BasicQos~|](0, 10, false);";
    private const string Fine = "await~ channel.BasicQos~(0, 10, false);";

    [Theory, AllGenerations("[|1|], 10, false", "[|4096u|], 10, false", "prefetchCount: 10, global: false, [|prefetchSize: 1|]", "[|Size|], 10, false", "[|size|], 10, false")]
    public Task Reports_a_limit_in_bytes(ClientVersion version, string arguments) => Verify.Reports<IneffectiveLimitAnalyzer>(version, InClass(
        $$"""
        private const uint Size = 5;
        public async~ Task~ Run(IChannel~ channel) { uint size = 7; Console.WriteLine(size); await~ channel.BasicQos~({{arguments}}); }
        """));

    [Theory, AllGenerations(
        Consume + Limit,
        "for (var i = 0; i < 2; i++) { " + Consume + " } " + Limit,
        "if (Environment.Is64BitProcess) { " + Consume + " } " + Limit,
        Fine + Consume + Limit,
        Consume + "Console.WriteLine(); " + Consume + " if (Environment.Is64BitProcess) { " + Limit + " }",
        "try { " + Consume + " } catch { throw; } try { " + Limit + " } catch { throw; }",
        "await~ Go(); async~ Task~ Go() { " + Consume + Limit + " }")]
    public Task Reports_a_limit_that_comes_too_late(ClientVersion version, string statements) => Verify.Reports<IneffectiveLimitAnalyzer>(version, Program(statements));

    [Theory, AllGenerations(
        Limit + "await~ channel.BasicConsume~(\"\", true, consumer);",
        Limit + "var queue = (await~ channel.QueueDeclare~()).QueueName; await~ channel.BasicConsume~(queue, autoAck: true, consumer: consumer);",
        "await~ channel.BasicConsume~(\"amq.rabbitmq.reply-to\", true, consumer); " + Limit)]
    public Task Reports_a_limit_for_automatic_consumers(ClientVersion version, string statements) => Verify.Reports<IneffectiveLimitAnalyzer>(version, Program(statements, "Console.WriteLine(args.RoutingKey);"));

    [Theory, AllGenerations]
    public Task Reports_queues_that_may_lose(ClientVersion version) => Verify.That(version, Program(Limit + "await~ channel.BasicConsume~(\"metrics\", true, consumer);", "Console.WriteLine(args.RoutingKey);"))
        .WithOption("at_most_once_queues", "metrics")
        .Reports<IneffectiveLimitAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<IneffectiveLimitAnalyzer>(version,
        $$"""
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        {{Consume}}
        {{Limit}}
        """);

    [Theory, AllGenerations]
    public Task Messages_say_why(ClientVersion version) => Verify.That(version, InClass(
        $$"""
        public async~ Task~ A(IConnection connection, IConsumer~ consumer) { var channel = await~ connection.CreateChannel~(); await~ channel.BasicQos~([|1|], 10, false); }
        public async~ Task~ B(IConnection connection, IConsumer~ consumer) { var channel = await~ connection.CreateChannel~(); {{Consume}} {{Limit}} }
        public async~ Task~ C(IConnection connection, IConsumer~ consumer) { var channel = await~ connection.CreateChannel~(); {{Limit}} await~ channel.BasicConsume~("", true, consumer); }
        """))
        .WithMessages(
            "The prefetch limit has no effect: the broker counts messages and not bytes, and refuses it with '540 NOT_IMPLEMENTED - prefetch_size!=0'",
            "The prefetch limit has no effect: it holds for consumers that start after it, and the only ones on this channel have started before",
            "The prefetch limit has no effect: it limits unacknowledged deliveries, and all consumers of this channel acknowledge automatically")
        .Reports<IneffectiveLimitAnalyzer>();

    [Theory, AllGenerations(
        Fine + Consume,
        Fine,
        Consume + Fine + Consume,
        "for (var i = 0; i < 2; i++) { " + Consume + Fine + " }",
        "if (Environment.Is64BitProcess) { " + Consume + " } else { " + Fine + " }",
        Consume + "Known.Add(channel); " + Fine,
        "await~ Go(); " + Fine + " async~ Task~ Go() { " + Consume + " }",
        Consume + "Task.Run(() => { Console.WriteLine(); }); async~ Task~ Later() { " + Fine + " } await~ Later();",
        "await~ channel.BasicConsume~(\"\", true, consumer); " + Fine + Consume,
        Fine + "await~ channel.BasicConsume~(\"\", Environment.Is64BitProcess, consumer);",
        "await~ channel.BasicQos~((uint)Environment.ProcessorCount, 10, false); " + Consume)]
    public Task Silent(ClientVersion version, string statements) => Verify.Silent<IneffectiveLimitAnalyzer>(version, Program(statements));

    [Theory, AllGenerations]
    public Task Silent_on_a_given_channel(ClientVersion version) => Verify.Silent<IneffectiveLimitAnalyzer>(version, InMethod(Consume + Fine, "IChannel~ channel, IConsumer~ consumer"));

    [Theory, AllGenerations]
    public Task Silent_on_methods_whose_order_is_unknown(ClientVersion version) => Verify.Silent<IneffectiveLimitAnalyzer>(version, InClass(
        $$"""
        private IChannel~? channel;
        public async~ Task~ Open(IConnection connection) { channel = await~ connection.CreateChannel~(); }
        public async~ Task~ Start(IConsumer~ consumer) { {{Consume.Replace("channel.", "channel!.", StringComparison.Ordinal)}} }
        public async~ Task~ Slow() { {{Fine.Replace("channel.", "channel!.", StringComparison.Ordinal)}} }
        """));

    [Theory, AllGenerations]
    public Task Reports_beside_the_flag_that_makes_it_useless(ClientVersion version) => Verify.That(version, Program(
        Limit.Replace("[|BasicQos~|]", "{|RMQ1014:BasicQos~|}", StringComparison.Ordinal) + "await~ channel.BasicConsume~(\"orders\", {|RMQ1001:true|}, consumer);", "Console.WriteLine(args.RoutingKey);")).AllReport();

    [Theory, AllGenerations]
    public Task Silent_on_LavinMQ_when_late(ClientVersion version) => Verify.That(version, Program(Consume + Fine)).WithOption("broker", "lavinmq").Silent<IneffectiveLimitAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name_and_broken_code(ClientVersion version) => Verify.That(version,
        """
        public class MyChannel { public void BasicQos(uint size, ushort count, bool all) { } public void BasicQosAsync(uint size, ushort count, bool all) { } }
        public class Program { public void Run(MyChannel channel) { channel.BasicQos(5, 1, false); channel.BasicQosAsync(5, 1, false); channel.BasicQos(5, ; } }
        """).AllowingErrors().Silent<IneffectiveLimitAnalyzer>();

    [Theory, AllGenerations("[|1|], 10, false", "prefetchCount: 10, [|prefetchSize: 1|], global: false", "/* bytes */ [|5 * 1024|], 10, false", "[|Size|], 10, false")]
    public Task Fix_limits_no_bytes(ClientVersion version, string arguments) => Verify.Fixes<IneffectiveLimitAnalyzer, IneffectiveLimitFix>(version,
        InClass($$"""
            private const uint Size = 5;
            public async~ Task~ Run(IChannel~ channel) { await~ channel.BasicQos~({{arguments}}); }
            """),
        InClass($$"""
            private const uint Size = 5;
            public async~ Task~ Run(IChannel~ channel) { await~ channel.BasicQos~({{arguments.Replace("[|1|]", "0", StringComparison.Ordinal).Replace("[|prefetchSize: 1|]", "prefetchSize: 0", StringComparison.Ordinal).Replace("[|5 * 1024|]", "0", StringComparison.Ordinal).Replace("[|Size|]", "0", StringComparison.Ordinal)}}); }
            """));

    [Theory, AllGenerations]
    public Task Fix_moves_the_limit(ClientVersion version) => Verify.Fixes<IneffectiveLimitAnalyzer, IneffectiveLimitFix>(version,
        Program(
            """
            Console.WriteLine("starting");
            await~ channel.BasicConsume~("orders", false, consumer); // orders
            await~ channel.[|BasicQos~|](0, 10, false);
            Console.WriteLine("started");
            """),
        Program(
            """
            Console.WriteLine("starting");
            await~ channel.BasicQos~(0, 10, false);
            await~ channel.BasicConsume~("orders", false, consumer); // orders
            Console.WriteLine("started");
            """));

    [Theory, AllGenerations]
    public Task Fix_moves_the_limit_before_a_loop(ClientVersion version) => Verify.Fixes<IneffectiveLimitAnalyzer, IneffectiveLimitFix>(version,
        Program(
            """
            foreach (var queue in new[] { "a", "b" })
            {
            #if DEBUG
                Console.WriteLine(queue);
            #endif
                await~ channel.BasicConsume~(queue, false, consumer);
            }

            await~ channel.[|BasicQos~|](prefetchSize: 0, prefetchCount: 10, global: false);
            """),
        Program(
            """
            await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
            foreach (var queue in new[] { "a", "b" })
            {
            #if DEBUG
                Console.WriteLine(queue);
            #endif
                await~ channel.BasicConsume~(queue, false, consumer);
            }
            """));

    [Theory, AllGenerations]
    public Task Fix_moves_the_limit_in_top_level_statements(ClientVersion version) => Verify.Fixes<IneffectiveLimitAnalyzer, IneffectiveLimitFix>(version,
        """
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        await~ channel.BasicConsume~("orders", false, new EventingConsumer~(channel));
        await~ channel.[|BasicQos~|](0, 10, false);
        Console.ReadLine();
        """,
        """
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        await~ channel.BasicQos~(0, 10, false);
        await~ channel.BasicConsume~("orders", false, new EventingConsumer~(channel));
        Console.ReadLine();
        """);

    [Theory, AllGenerations(
        Consume + "ushort count = (ushort)Environment.ProcessorCount; await~ channel.[|BasicQos~|](0, count, false);",
        Consume + "if (Environment.Is64BitProcess) { " + Limit + " }",
        Limit + "await~ channel.BasicConsume~(\"\", true, consumer);")]
    public Task No_fix_where_the_place_is_not_clear(ClientVersion version, string statements) =>
        Verify.OffersNoFix<IneffectiveLimitAnalyzer, IneffectiveLimitFix>(version, Program(statements, "Console.WriteLine(args.RoutingKey);"));

    private static string Program(string statements, string handling = "await~ channel.BasicAck~(args.DeliveryTag, false);") => InMethod(
        $$"""
        var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { {{handling}} };
        {{statements}}
        """, "IConnection connection").Replace("public class Program\n{", "public class Program\n{\n    private static readonly List<object> Known = new();", StringComparison.Ordinal);
}
