using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1013.</summary>
public class ConsumerHasNoPrefetchLimitTests
{
    private const string Limit = "await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);";

    [Theory, AllGenerations(
        "await~ channel.[|BasicConsume~|](\"orders\", false, consumer);",
        "await~ channel.[|BasicConsume~|](queue: \"orders\", autoAck: false, consumer: consumer);",
        "await~ channel.[|BasicConsume~|](consumer: consumer, queue: name, autoAck: Manual);",
        "var automatic = false; await~ channel.[|BasicConsume~|](\"orders\", automatic, \"tag\", consumer);",
        "await~ channel.[|BasicConsume~|](\"orders\", false, \"tag\", false, false, null, consumer);",
        "await~ Start(channel, consumer); async~ Task~ Start(IChannel~ given, EventingConsumer~ what) { await~ given.[|BasicConsume~|](\"orders\", false, what); }",
        "if (Environment.Is64BitProcess) await~ channel.[|BasicConsume~|](\"orders\", false, consumer);",
        "foreach (var queue in new[] { \"orders\", \"returns\" }) await~ channel.[|BasicConsume~|](queue, false, consumer);",
        "var tag = await~ channel.[|BasicConsume~|](\"orders\", false, consumer); Console.WriteLine(tag);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, null); await~ channel.[|BasicConsume~|](\"orders\", false, consumer);",
        "await~ channel.[|BasicConsume~|](\"orders\", false, consumer); await~ channel.[|BasicConsume~|](\"returns\", false, consumer);")]
    public Task Reports(ClientVersion version, string consume) => Verify.Reports<UnlimitedConsumerAnalyzer>(version, Program(consume));

    [Theory, AllGenerations]
    public Task Reports_a_channel_of_the_type(ClientVersion version) => Verify.Reports<UnlimitedConsumerAnalyzer>(version, InClass(
        """
        private IChannel~? _channel;
        public async~ Task~ Open(IConnection connection) { _channel = await~ connection.CreateChannel~(); }
        public async~ Task~ Start(IConsumer~ consumer) { await~ _channel!.[|BasicConsume~|]("orders", false, consumer); }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_of_ones_own(ClientVersion version) => Verify.Reports<UnlimitedConsumerAnalyzer>(version,
        InMethod("var channel = await~ connection.CreateChannel~(); await~ channel.[|BasicConsume~|](\"orders\", false, new Worker(channel));", "IConnection connection")
        + """
        public class Worker : ConsumerBase~
        {
            public Worker(IChannel~ channel) : base(channel) { }
            public override async~ Task~ HandleBasicDeliver~(Delivery~) { await~ Channel~.BasicAck~(deliveryTag, false); }
        }
        """.Replace("Channel~.", "{Model~~Channel}.", StringComparison.Ordinal));

    [Theory, AllGenerations]
    public Task Reports_a_consumer_of_ones_own_with_a_primary_constructor(ClientVersion version) => Verify.Reports<UnlimitedConsumerAnalyzer>(version,
        InMethod("var channel = await~ connection.CreateChannel~(); await~ channel.[|BasicConsume~|](\"orders\", false, new Worker(channel));", "IConnection connection")
        + """
        public class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~) { await~ {Model~~Channel}.BasicAck~(deliveryTag, false); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<UnlimitedConsumerAnalyzer>(version,
        """
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
        foreach (var queue in (List<string>)["a", "b"])
            await~ channel.[|BasicConsume~|](queue, false, consumer);
        """);

    [Theory, AllGenerations]
    public Task Message_says_what_comes_of_it(ClientVersion version) => Verify.That(version, Program("await~ channel.[|BasicConsume~|](\"orders\", false, consumer);"))
        .WithMessages("Queue 'orders' is consumed without a prefetch limit: the broker sends everything that is in it at once, so that this process holds it all and others get nothing")
        .Reports<UnlimitedConsumerAnalyzer>();

    [Theory, AllGenerations(
        Limit + " await~ channel.BasicConsume~(\"orders\", false, consumer);",
        "await~ channel.BasicConsume~(\"orders\", false, consumer); " + Limit,
        "if (Environment.Is64BitProcess) { " + Limit + " } await~ channel.BasicConsume~(\"orders\", false, consumer);",
        "await~ Settings.Limit(channel); await~ channel.BasicConsume~(\"orders\", false, consumer);",
        "Known.Add(channel); await~ channel.BasicConsume~(\"orders\", false, consumer);",
        "setup(channel); await~ channel.BasicConsume~(\"orders\", false, consumer);",
        "await~ channel.BasicConsume~(\"orders\", true, consumer);",
        "await~ channel.BasicConsume~(\"orders\", Environment.Is64BitProcess, consumer);",
        "var queue = (await~ channel.QueueDeclare~()).QueueName; await~ channel.BasicConsume~(queue, false, consumer);",
        "await~ channel.QueueDeclare~(name, false, exclusive: true, true, null); await~ channel.BasicConsume~(name, false, consumer);",
        "await~ channel.BasicConsume~(\"\", false, consumer);",
        "await~ channel.BasicConsume~(\"amq.rabbitmq.reply-to\", false, consumer);")]
    public Task Silent(ClientVersion version, string consume) => Verify.Silent<UnlimitedConsumerAnalyzer>(version, Program(consume));

    [Theory, AllGenerations("IChannel~ channel", "IPool pool", "IPool pool, IConnection connection")]
    public Task Silent_on_channels_from_elsewhere(ClientVersion version, string parameters) => Verify.Silent<UnlimitedConsumerAnalyzer>(version, InMethod(
        (parameters.Contains("connection", StringComparison.Ordinal) ? "var channel = Environment.Is64BitProcess ? pool.Rent() : await~ connection.CreateChannel~();\n"
            : parameters.Contains("pool", StringComparison.Ordinal) ? "var channel = pool.Rent();\n" : "")
        + "await~ channel.BasicConsume~(\"orders\", false, new EventingConsumer~(channel));", parameters) + "public interface IPool { IChannel~ Rent(); }");

    [Theory, AllGenerations]
    public Task Silent_on_a_channel_that_is_returned(ClientVersion version) => Verify.Silent<UnlimitedConsumerAnalyzer>(version, InClass(
        """
        public async~ Task~<IChannel~> Start(IConnection connection, IConsumer~ consumer)
        {
            var channel = await~ connection.CreateChannel~();
            await~ channel.BasicConsume~("orders", false, consumer);
            return channel;
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_where_deliveries_are_never_settled(ClientVersion version) => Verify.That(version, InMethod(
        """
        var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.{|RMQ1003:Received~|} += async~ (_, args) => Console.WriteLine(args.RoutingKey);
        await~ channel.BasicConsume~("orders", false, consumer);
        """, "IConnection connection")).AllReport();

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name_and_mocks(ClientVersion version) => Verify.Silent<UnlimitedConsumerAnalyzer>(version,
        """
        public class MyChannel { public void BasicConsume(string queue, bool autoAck, object consumer) { } public void BasicConsumeAsync(string queue, bool autoAck, object consumer) { } }
        public class MyConnection { public MyChannel CreateModel() => new(); }
        public class Program
        {
            public void Run() { var channel = new MyConnection().CreateModel(); channel.BasicConsume("x", false, this); channel.BasicConsumeAsync("x", false, this); }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        "var channel = await~ connection.CreateChannel~();\nawait~ channel.BasicConsume~(\"orders\", fals, consumer;", "IConnection connection")).AllowingErrors().Silent<UnlimitedConsumerAnalyzer>();

    [Theory, AllGenerations]
    public Task Fix_limits_before_the_consume(ClientVersion version) => Verify.Fixes<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(version,
        Program(
            """
            // From here on.
            await~ channel.[|BasicConsume~|]("orders", false, consumer); // orders
            await~ channel.[|BasicConsume~|]("returns", false, consumer);
            """),
        Program(
            """
            // From here on.
            await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
            await~ channel.BasicConsume~("orders", false, consumer); // orders
            await~ channel.BasicConsume~("returns", false, consumer);
            """));

    [Theory, AllGenerations]
    public Task Fix_limits_before_a_loop(ClientVersion version) => Verify.Fixes<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(version,
        Program(
            """
            foreach (var queue in new[] { "a", "b" })
            {
                await~ channel.[|BasicConsume~|](queue, false, consumer);
            }
            """),
        Program(
            """
            await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
            foreach (var queue in new[] { "a", "b" })
            {
                await~ channel.BasicConsume~(queue, false, consumer);
            }
            """));

    [Theory, AllGenerations]
    public Task Fix_keeps_directives_and_braces_what_stands_alone(ClientVersion version) => Verify.Fixes<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(version,
        Program(
            """
            if (Environment.Is64BitProcess)
                await~ channel.[|BasicConsume~|]("orders", false, consumer);
            #if DEBUG
            Console.WriteLine("debug");
            #endif
            """),
        Program(
            """
            if (Environment.Is64BitProcess)
            {
                await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
                await~ channel.BasicConsume~("orders", false, consumer);
            }
            #if DEBUG
            Console.WriteLine("debug");
            #endif
            """));

    [Theory, AllGenerations]
    public Task Fix_limits_in_every_function(ClientVersion version) => Verify.Fixes<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(version,
        InClass(
            """
            private IChannel~? _channel;
            public async~ Task~ Open(IConnection connection) { _channel = await~ connection.CreateChannel~(); }
            public async~ Task~ Orders(IConsumer~ consumer)
            {
                var tag = await~ _channel!.[|BasicConsume~|]("orders", false, consumer);
            }
            public async~ Task~ Returns(IConsumer~ consumer)
            {
                await~ this._channel!.[|BasicConsume~|]("returns", false, consumer);
            }
            """),
        InClass(
            """
            private IChannel~? _channel;
            public async~ Task~ Open(IConnection connection) { _channel = await~ connection.CreateChannel~(); }
            public async~ Task~ Orders(IConsumer~ consumer)
            {
                await~ _channel!.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
                var tag = await~ _channel!.BasicConsume~("orders", false, consumer);
            }
            public async~ Task~ Returns(IConsumer~ consumer)
            {
                await~ this._channel!.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
                await~ this._channel!.BasicConsume~("returns", false, consumer);
            }
            """));

    [Fact]
    public Task Fix_waits_as_the_consume_does() => Verify.Fixes<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(V7,
        InClass(
            """
            public void Start(IConnection connection, IAsyncBasicConsumer consumer)
            {
                var channel = connection.CreateChannelAsync().GetAwaiter().GetResult();
                channel.[|BasicConsumeAsync|]("orders", false, consumer).GetAwaiter().GetResult();
            }
            public async Task StartAsync(IConnection connection, IAsyncBasicConsumer consumer)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.[|BasicConsumeAsync|]("orders", false, consumer).ConfigureAwait(false);
            }
            """),
        InClass(
            """
            public void Start(IConnection connection, IAsyncBasicConsumer consumer)
            {
                var channel = connection.CreateChannelAsync().GetAwaiter().GetResult();
                channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false).GetAwaiter().GetResult();
                channel.BasicConsumeAsync("orders", false, consumer).GetAwaiter().GetResult();
            }
            public async Task StartAsync(IConnection connection, IAsyncBasicConsumer consumer)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false).ConfigureAwait(false);
                await channel.BasicConsumeAsync("orders", false, consumer).ConfigureAwait(false);
            }
            """));

    [Theory, AllGenerations("25|25", "0|10", "many|10", "65536|10", "65535|65535")]
    public Task Fix_takes_the_limit_from_the_option(ClientVersion version, string values) => Verify.That(version, Program("await~ channel.[|BasicConsume~|](\"orders\", false, consumer);"))
        .WithOption("prefetch_count", values.Split('|')[0])
        .Fixes<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(Program(
            $"""
            await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: {values.Split('|')[1]}, global: false);
            await~ channel.BasicConsume~("orders", false, consumer);
            """));

    [Fact]
    public Task No_fix_where_nothing_waits() => Verify.OffersNoFix<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(V7, InClass(
        """
        private IChannel? _channel;
        public async Task Open(IConnection connection) { _channel = await connection.CreateChannelAsync(); }
        public Task Start(IAsyncBasicConsumer consumer) { return _channel!.[|BasicConsumeAsync|]("orders", false, consumer); }
        """));

    [Theory, OldGenerations]
    public Task No_fix_without_a_statement(ClientVersion version) => Verify.OffersNoFix<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(version, InClass(
        """
        private IModel? _channel;
        public void Open(IConnection connection) { _channel = connection.CreateModel(); }
        public string Start(IBasicConsumer consumer) => _channel!.[|BasicConsume|]("orders", false, consumer);
        """));

    [Theory, AllGenerations("RMQ1001.Acknowledge", "RMQ1001.AcknowledgeOrReject")]
    public Task Acknowledgement_brings_the_limit(ClientVersion version, string action) => Verify.That(version, InMethod(
            """
            using~ var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                Console.WriteLine(args.RoutingKey);
            };
            await~ channel.BasicConsume~("orders", [|true|], consumer);
            await~ channel.BasicConsume~("returns", [|true|], consumer);
            """, "IConnection connection"))
        .WithOption("prefetch_count", "5")
        .Choosing(action)
        .Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(InMethod(action.EndsWith("Reject", StringComparison.Ordinal)
            ? """
            using~ var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                try
                {
                    Console.WriteLine(args.RoutingKey);
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                    throw;
                }
            };
            await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 5, global: false);
            await~ channel.BasicConsume~("orders", false, consumer);
            await~ channel.BasicConsume~("returns", false, consumer);
            """
            : """
            using~ var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                Console.WriteLine(args.RoutingKey);
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            };
            await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 5, global: false);
            await~ channel.BasicConsume~("orders", false, consumer);
            await~ channel.BasicConsume~("returns", false, consumer);
            """, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Settling_brings_the_limit(ClientVersion version) => Verify.Fixes<NeverSettledAnalyzer, NeverSettledFix>(version,
        Handled("consumer.[|Received~|]", "Console.WriteLine(args.RoutingKey);", "", "false"),
        Handled("consumer.Received~", "Console.WriteLine(args.RoutingKey);\n    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);", Limit + "\n", "false"));

    [Theory, AllGenerations]
    public Task Manual_acknowledgement_brings_the_limit(ClientVersion version) => Verify.Fixes<SettledAgainAnalyzer, SettledAgainFix>(version,
        Handled("consumer.Received~", "await~ channel.[|BasicAck~|](args.DeliveryTag, false);", "", "true"),
        Handled("consumer.Received~", "await~ channel.BasicAck~(args.DeliveryTag, false);", Limit + "\n", "false"));

    [Theory, AllGenerations]
    public Task Acknowledgement_leaves_a_limit_alone(ClientVersion version) => Verify.Fixes<SettledAgainAnalyzer, SettledAgainFix>(version,
        Handled("consumer.Received~", "await~ channel.[|BasicAck~|](args.DeliveryTag, false);", Limit + "\n", "true"),
        Handled("consumer.Received~", "await~ channel.BasicAck~(args.DeliveryTag, false);", Limit + "\n", "false"));

    private static string Handled(string received, string body, string limit, string automatic) => InMethod(
        $$"""
        using~ var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        {{received}} += async~ (_, args) =>
        {
            {{body}}
        };
        {{limit}}await~ channel.BasicConsume~("orders", {{automatic}}, consumer);
        """, "IConnection connection");

    private static string Program(string consume) => InMethod(
        $$"""
        var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
        {{consume}}
        """, "IConnection connection, string name, Action<IChannel~> setup")
        .Replace("public class Program\n{", "public class Program\n{\n    private const bool Manual = false;\n    private static readonly List<IChannel~> Known = new();", StringComparison.Ordinal)
        + $$"""
        public static class Settings { public static async~ Task~ Limit(IChannel~ channel) { {{Limit}} } }
        """;
}
