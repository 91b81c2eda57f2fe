using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4002.</summary>
public class ConsumerKindDoesNotMatchDispatchConsumersAsyncTests
{
    [Theory, OldGenerations("new ConnectionFactory()", "new ConnectionFactory { HostName = \"h\" }", "new ConnectionFactory { DispatchConsumersAsync = false }", "new ConnectionFactory { DispatchConsumersAsync = Off }")]
    public Task Reports_an_asynchronous_consumer(ClientVersion version, string factory) => Verify.Reports<ConsumerKindAnalyzer>(version, Consuming(factory, "new [|AsyncEventingBasicConsumer|](channel)"));

    [Theory, OldGenerations("new ConnectionFactory { DispatchConsumersAsync = true }", "new ConnectionFactory() { HostName = \"h\", DispatchConsumersAsync = !Off }")]
    public Task Reports_a_synchronous_consumer(ClientVersion version, string factory) => Verify.Reports<ConsumerKindAnalyzer>(version, Consuming(factory, "new [|EventingBasicConsumer|](channel)"));

    [Theory, OldGenerations("new [|RabbitMQ.Client.Events.AsyncEventingBasicConsumer|](channel)", "new [|AsyncEventingBasicConsumer|](model: channel)", "new [|Mine|](3, channel)", "new [|AsyncDefaultBasicConsumer|](channel)")]
    public Task Reports_every_form_of_creation(ClientVersion version, string creation) => Verify.Reports<ConsumerKindAnalyzer>(version, Consuming("new ConnectionFactory()", creation));

    [Theory, OldGenerations]
    public Task Reports_a_synchronous_consumer_of_the_users_own(ClientVersion version) => Verify.Reports<ConsumerKindAnalyzer>(version,
        """
        var channel = new ConnectionFactory { DispatchConsumersAsync = true }.CreateConnection().CreateModel();
        channel.BasicConsume("q", true, new [|Mine|](channel));
        public class Mine(IModel channel) : DefaultBasicConsumer(channel);
        """);

    [Theory, OldGenerations]
    public Task Reports_target_typed_creations_and_assigned_settings(ClientVersion version) => Verify.Reports<ConsumerKindAnalyzer>(version, InClass(
        """
        private readonly ConnectionFactory _factory = new();
        private IConnection _connection = null!;
        private IModel _channel = null!;
        public void Connect()
        {
            _factory.DispatchConsumersAsync = true;
            _connection = _factory.CreateConnection();
            _channel = _connection.CreateModel();
        }
        public void Run()
        {
            EventingBasicConsumer consumer = [|new|](_channel);
            _channel.BasicConsume("q", true, consumer);
        }
        """));

    [Theory, OldGenerations]
    public Task Reports_through_methods_of_the_type(ClientVersion version) => Verify.Reports<ConsumerKindAnalyzer>(version, InClass(
        """
        public void Run()
        {
            using var connection = Connect();
            using var channel = connection.CreateModel();
            var consumer = new [|AsyncEventingBasicConsumer|](channel);
            channel.BasicConsume("q", true, consumer);
        }
        private static IConnection Connect()
        {
            var factory = new ConnectionFactory { HostName = "h" };
            return factory.CreateConnection();
        }
        """));

    [Theory, OldGenerations]
    public Task Messages_say_what_becomes_of_the_deliveries(ClientVersion version) => Verify.That(version,
        """
        var one = new ConnectionFactory().CreateConnection().CreateModel();
        var two = new ConnectionFactory { DispatchConsumersAsync = true }.CreateConnection().CreateModel();
        one.BasicConsume("q", true, new [|AsyncEventingBasicConsumer|](one));
        two.BasicConsume("q", true, new [|EventingBasicConsumer|](two));
        """)
        .WithMessages(
            "The consumer is asynchronous, but its connection factory does not set DispatchConsumersAsync: its handlers are never called, and nothing is thrown",
            "The consumer is synchronous, but its connection factory sets DispatchConsumersAsync: BasicConsume throws 'In the async mode you have to use an async consumer'")
        .Reports<ConsumerKindAnalyzer>();

    [Theory, OldGenerations("new ConnectionFactory()", "new ConnectionFactory { DispatchConsumersAsync = false }", "new ConnectionFactory { DispatchConsumersAsync = Environment.Is64BitProcess }", "Given", "Make()", "Shared")]
    public Task Silent_on_synchronous_consumers(ClientVersion version, string factory) => Verify.Silent<ConsumerKindAnalyzer>(version, Consuming(factory, "new EventingBasicConsumer(channel)"));

    [Theory, OldGenerations("new ConnectionFactory { DispatchConsumersAsync = true }", "new ConnectionFactory { DispatchConsumersAsync = Environment.Is64BitProcess }", "Given", "Make()", "Shared", "Configured(new ConnectionFactory())")]
    public Task Silent_on_asynchronous_consumers(ClientVersion version, string factory) => Verify.Silent<ConsumerKindAnalyzer>(version, Consuming(factory, "new AsyncEventingBasicConsumer(channel)"));

    [Theory, OldGenerations(
        "var factory = new ConnectionFactory(); if (Environment.Is64BitProcess) factory.DispatchConsumersAsync = true; var channel = factory.CreateConnection().CreateModel();",
        "var factory = new ConnectionFactory { DispatchConsumersAsync = false }; factory.DispatchConsumersAsync = true; var channel = factory.CreateConnection().CreateModel();",
        "var factory = new ConnectionFactory(); configure(factory); var channel = factory.CreateConnection().CreateModel();",
        "var factory = Environment.Is64BitProcess ? new ConnectionFactory() : new ConnectionFactory { DispatchConsumersAsync = true }; var channel = factory.CreateConnection().CreateModel();",
        "var channel = given;", "var channel = connection.CreateModel();", "var channel = given ?? new ConnectionFactory().CreateConnection().CreateModel();")]
    public Task Silent_on_what_is_not_known(ClientVersion version, string statements) => Verify.Silent<ConsumerKindAnalyzer>(version, InMethod(
        statements + "\nchannel.BasicConsume(\"q\", true, new AsyncEventingBasicConsumer(channel));\nchannel.BasicConsume(\"q\", true, new EventingBasicConsumer(channel));",
        "IModel given, IConnection connection, Action<ConnectionFactory> configure"));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_7_x(ClientVersion version) => Verify.Silent<ConsumerKindAnalyzer>(version,
        """
        var connection = await new ConnectionFactory().CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
        """);

    [Theory, OldGenerations]
    public Task Silent_on_types_of_the_same_name(ClientVersion version) => Verify.Silent<ConsumerKindAnalyzer>(version,
        """
        public class AsyncEventingBasicConsumer(IModel channel) { public IModel Channel => channel; }
        public class Program { public object Run() => new AsyncEventingBasicConsumer(new ConnectionFactory().CreateConnection().CreateModel()); }
        """);

    [Theory, OldGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var factory = new ConnectionFactory { DispatchConsumersAsync = };
        var channel = factory.CreateConnection().CreateModel();
        channel.BasicConsume("q", true, new AsyncEventingBasicConsumer(channel));
        channel.BasicConsume("q", true, new AsyncEventingBasicConsumer());
        channel.BasicConsume("q", true, new AsyncEventingBasicConsumer(nothing));
        channel.BasicConsume("q", true, new (channel));
        """, ""))
        .AllowingErrors().Silent<ConsumerKindAnalyzer>();

    [Theory, OldGenerations]
    public Task Fix_sets_the_property(ClientVersion version) => Verify.Fixes<ConsumerKindAnalyzer, ConsumerKindFix>(version,
        InMethod(
            """
            var factory = new ConnectionFactory
            {
                HostName = "h" // here
            };
            var channel = factory.CreateConnection().CreateModel();
            channel.BasicConsume("q", true, new [|AsyncEventingBasicConsumer|](channel));
            channel.BasicConsume("r", true, new [|AsyncEventingBasicConsumer|](channel));

            var other = new ConnectionFactory();
            other.DispatchConsumersAsync = false;
            #if !NEVER
            var second = other.CreateConnection().CreateModel();
            #endif
            second.BasicConsume("q", true, new [|AsyncEventingBasicConsumer|](second));
            """, ""),
        InMethod(
            """
            var factory = new ConnectionFactory
            {
                HostName = "h", // here
                DispatchConsumersAsync = true
            };
            var channel = factory.CreateConnection().CreateModel();
            channel.BasicConsume("q", true, new AsyncEventingBasicConsumer(channel));
            channel.BasicConsume("r", true, new AsyncEventingBasicConsumer(channel));

            var other = new ConnectionFactory();
            other.DispatchConsumersAsync = true;
            #if !NEVER
            var second = other.CreateConnection().CreateModel();
            #endif
            second.BasicConsume("q", true, new AsyncEventingBasicConsumer(second));
            """, ""));

    [Theory, OldGenerations]
    public Task Fix_removes_the_property(ClientVersion version) => Verify.Fixes<ConsumerKindAnalyzer, ConsumerKindFix>(version,
        InMethod(
            """
            var factory = new ConnectionFactory { HostName = "h", DispatchConsumersAsync = true };
            var channel = factory.CreateConnection().CreateModel();
            var consumer = new [|EventingBasicConsumer|](channel);
            consumer.Received += (_, args) => Console.WriteLine(args.RoutingKey);
            channel.BasicConsume("q", true, consumer);
            """, ""),
        InMethod(
            """
            var factory = new ConnectionFactory { HostName = "h" };
            var channel = factory.CreateConnection().CreateModel();
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += (_, args) => Console.WriteLine(args.RoutingKey);
            channel.BasicConsume("q", true, consumer);
            """, ""));

    [Theory, OldGenerations]
    public Task Fix_converts_a_consumer_whose_handlers_are_asynchronous(ClientVersion version) => Verify.Fixes<ConsumerKindAnalyzer, ConsumerKindFix>(version,
        InMethod(
            """
            var factory = new ConnectionFactory { DispatchConsumersAsync = true };
            var channel = factory.CreateConnection().CreateModel();
            var consumer = new [|EventingBasicConsumer|](channel);
            consumer.Received += async (_, args) => await Task.Delay(1);
            channel.BasicConsume("q", true, consumer);
            channel.BasicConsume("r", true, new AsyncEventingBasicConsumer(channel));
            """, ""),
        InMethod(
            """
            var factory = new ConnectionFactory { DispatchConsumersAsync = true };
            var channel = factory.CreateConnection().CreateModel();
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received += async (_, args) => await Task.Delay(1);
            channel.BasicConsume("q", true, consumer);
            channel.BasicConsume("r", true, new AsyncEventingBasicConsumer(channel));
            """, ""));

    [Theory, OldGenerations]
    public Task No_fix_where_both_kinds_are_needed(ClientVersion version) => Verify.OffersNoFix<ConsumerKindAnalyzer, ConsumerKindFix>(version, InMethod(
        """
        var off = new ConnectionFactory().CreateConnection().CreateModel();
        off.BasicConsume("q", true, new [|AsyncEventingBasicConsumer|](off));
        var stays = new EventingBasicConsumer(off);
        stays.Received += (_, args) => Console.WriteLine(args.RoutingKey);
        off.BasicConsume("r", true, stays);

        var on = new ConnectionFactory { DispatchConsumersAsync = true }.CreateConnection().CreateModel();
        on.BasicConsume("q", true, new AsyncEventingBasicConsumer(on));
        on.BasicConsume("r", true, new [|EventingBasicConsumer|](on));
        """, ""));

    [Theory, OldGenerations]
    public Task No_fix_where_others_may_consume(ClientVersion version) => Verify.OffersNoFix<ConsumerKindAnalyzer, ConsumerKindFix>(version, InMethod(
        """
        var connection = new ConnectionFactory().CreateConnection();
        var channel = connection.CreateModel();
        channel.BasicConsume("q", true, new [|AsyncEventingBasicConsumer|](channel));
        share(connection);
        """, "Action<object> share"));

    private static string Consuming(string factory, string consumer) => InClass(
        $$"""
        private const bool Off = false;
        public ConnectionFactory Given { get; set; } = null!;
        public static readonly ConnectionFactory Shared = new();
        public virtual ConnectionFactory Make() => new();
        private static ConnectionFactory Configured(ConnectionFactory factory) { Changes(factory); return factory; }
        private static readonly Action<ConnectionFactory> Changes = factory => factory.DispatchConsumersAsync = true;
        private class Mine(int number, IModel channel) : AsyncEventingBasicConsumer(channel) { public int Number => number; }
        public void Run()
        {
            var factory = {{factory}};
            using var connection = factory.CreateConnection();
            using var channel = connection.CreateModel();
            channel.BasicConsume("q", true, {{consumer}});
        }
        """);
}
