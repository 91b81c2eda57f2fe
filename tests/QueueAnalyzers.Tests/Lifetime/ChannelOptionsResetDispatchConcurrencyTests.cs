using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4009.</summary>
public class ChannelOptionsResetDispatchConcurrencyTests
{
    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[]
    {
        "new [|CreateChannelOptions|](false, false)", "new [|CreateChannelOptions|](publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)",
        "new [|RabbitMQ.Client.CreateChannelOptions|](false, false, outstandingPublisherConfirmationsRateLimiter: null)", "new [|CreateChannelOptions|](publisherConfirmationTrackingEnabled: false, publisherConfirmationsEnabled: false)",
    })]
    public Task Reports_options_that_leave_it_out(ClientVersion version, string options) => Verify.Reports<DispatchConcurrencyAnalyzer>(version, Consuming("ConsumerDispatchConcurrency = 4", options));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[] { "ConsumerDispatchConcurrency = 2", "ConsumerDispatchConcurrency = Eight", "HostName = \"h\", ConsumerDispatchConcurrency = (ushort)16" })]
    public Task Reports_every_number_above_one(ClientVersion version, string setting) => Verify.Reports<DispatchConcurrencyAnalyzer>(version, Consuming(setting, "new [|CreateChannelOptions|](true, true)"));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[] { "new [|CreateChannelOptions|](true, true, null, 0)", "new [|CreateChannelOptions|](true, true, consumerDispatchConcurrency: 0)", "new [|CreateChannelOptions|](true, true, consumerDispatchConcurrency: Zero)" })]
    public Task Reports_zero_in_options(ClientVersion version, string options) => Verify.Reports<DispatchConcurrencyAnalyzer>(version, InClass(
        $$"""
        private const ushort Zero = 0;
        public CreateChannelOptions Make() => {{options}};
        """));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[] { "[|0|]", "[|Zero|]", "[|(ushort)0|]", "[|1 - 1|]" })]
    public Task Reports_zero_in_factories(ClientVersion version, string value) => Verify.Reports<DispatchConcurrencyAnalyzer>(version, InClass(
        $$"""
        private const ushort Zero = 0;
        public ConnectionFactory Make() => new() { ConsumerDispatchConcurrency = {{value}} };
        public void Configure(ConnectionFactory factory) { factory.ConsumerDispatchConcurrency = {{value}}; }
        """));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Reports_options_in_fields_and_target_typed_ones(ClientVersion version) => Verify.Reports<DispatchConcurrencyAnalyzer>(version, InClass(
        """
        private static readonly CreateChannelOptions Options = [|new|](publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        private readonly ConnectionFactory _factory = new() { ConsumerDispatchConcurrency = 4 };
        private IConnection _connection = null!;
        public async Task Run()
        {
            _connection = await _factory.CreateConnectionAsync();
            var channel = await _connection.CreateChannelAsync(Options);
            await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
        }
        """));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Messages_say_what_becomes_of_the_deliveries(ClientVersion version) => Verify.That(version,
        """
        var factory = new ConnectionFactory { ConsumerDispatchConcurrency = 4 };
        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new [|CreateChannelOptions|](true, true));
        await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
        await connection.CreateChannelAsync(new [|CreateChannelOptions|](true, true, null, 0));
        Console.WriteLine(new ConnectionFactory { ConsumerDispatchConcurrency = [|0|] });
        """)
        .WithMessages(
            "These options set the dispatch concurrency back to 1, although the connection factory sets 4: the channel handles one delivery at a time",
            "The dispatch concurrency of these options is 0: consumers of the channel are never called",
            "The dispatch concurrency of this factory is 0: consumers of its channels are never called")
        .Reports<DispatchConcurrencyAnalyzer>();

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[]
    {
        "new CreateChannelOptions(true, true, consumerDispatchConcurrency: null)", "new CreateChannelOptions(true, true, consumerDispatchConcurrency: 1)", "new CreateChannelOptions(true, true, null, 4)",
        "new CreateChannelOptions(true, true, null, (ushort)Environment.ProcessorCount)", "null", "Given",
    })]
    public Task Silent_on_options_that_say_it(ClientVersion version, string options) => Verify.Silent<DispatchConcurrencyAnalyzer>(version, Consuming("ConsumerDispatchConcurrency = 4", options));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[] { "HostName = \"h\"", "ConsumerDispatchConcurrency = 1", "ConsumerDispatchConcurrency = (ushort)Environment.ProcessorCount" })]
    public Task Silent_where_the_factory_sets_nothing_above_one(ClientVersion version, string setting) => Verify.Silent<DispatchConcurrencyAnalyzer>(version, Consuming(setting, "new CreateChannelOptions(true, true)"));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7, Cases = new object[]
    {
        // A channel that only publishes, or that somebody else may consume on.
        "var connection = await factory.CreateConnectionAsync(); var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true)); await channel.BasicPublishAsync(\"\", \"q\", new byte[1]);",
        "var connection = await factory.CreateConnectionAsync(); await connection.CreateChannelAsync(new CreateChannelOptions(true, true));",
        "Console.WriteLine(new CreateChannelOptions(true, true));",
        // The factory is not known.
        "var channel = await given.CreateChannelAsync(new CreateChannelOptions(true, true)); await channel.BasicConsumeAsync(\"q\", true, new AsyncEventingBasicConsumer(channel));",
        "if (Environment.Is64BitProcess) factory.ConsumerDispatchConcurrency = 1; var connection = await factory.CreateConnectionAsync(); var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true)); await channel.BasicConsumeAsync(\"q\", true, new AsyncEventingBasicConsumer(channel));",
    })]
    public Task Silent(ClientVersion version, string statements) => Verify.Silent<DispatchConcurrencyAnalyzer>(version, InMethod(
        "var factory = new ConnectionFactory { ConsumerDispatchConcurrency = 4 };\n" + statements, "IConnection given"));

    [Theory, OldGenerations]
    public Task Silent_on_5_x_and_6_x(ClientVersion version) => Verify.Silent<DispatchConcurrencyAnalyzer>(version,
        """
        public class CreateChannelOptions(bool confirms, ushort consumerDispatchConcurrency = 1) { public object Value => (confirms, consumerDispatchConcurrency); }
        public class Program { public object Make() => new CreateChannelOptions(true, 0); }
        """);

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_types_of_the_same_name(ClientVersion version) => Verify.Silent<DispatchConcurrencyAnalyzer>(version,
        """
        namespace Mine
        {
            public class CreateChannelOptions(bool confirms, ushort? consumerDispatchConcurrency = 1) { public object Value => (confirms, consumerDispatchConcurrency); public int ConsumerDispatchConcurrency { get; set; } }
            public class Program { public object Make() => new CreateChannelOptions(true, 0) { ConsumerDispatchConcurrency = 0 }; }
        }
        """);

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var factory = new ConnectionFactory { ConsumerDispatchConcurrency = };
        factory.ConsumerDispatchConcurrency = nothing;
        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions());
        var other = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, consumerDispatchConcurrency: ));
        await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
        """, ""))
        .AllowingErrors().Silent<DispatchConcurrencyAnalyzer>();

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Fix_lets_the_factory_decide(ClientVersion version) => Verify.Fixes<DispatchConcurrencyAnalyzer, DispatchConcurrencyFix>(version,
        InMethod(
            """
            var factory = new ConnectionFactory { HostName = "h", ConsumerDispatchConcurrency = 4 };
            var connection = await factory.CreateConnectionAsync();
            var channel = await connection.CreateChannelAsync(new [|CreateChannelOptions|](false, false)); // one
            await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
            var options = new [|CreateChannelOptions|](
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true); // two
            #if !NEVER
            var second = await connection.CreateChannelAsync(options);
            #endif
            await second.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(second));
            await connection.CreateChannelAsync(new [|CreateChannelOptions|](true, true, null, 0 /* none */));
            await connection.CreateChannelAsync(new [|CreateChannelOptions|](consumerDispatchConcurrency: 0, publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            """, ""),
        InMethod(
            """
            var factory = new ConnectionFactory { HostName = "h", ConsumerDispatchConcurrency = 4 };
            var connection = await factory.CreateConnectionAsync();
            var channel = await connection.CreateChannelAsync(new CreateChannelOptions(false, false, consumerDispatchConcurrency: null)); // one
            await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
            var options = new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                consumerDispatchConcurrency: null); // two
            #if !NEVER
            var second = await connection.CreateChannelAsync(options);
            #endif
            await second.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(second));
            await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null, null /* none */));
            await connection.CreateChannelAsync(new CreateChannelOptions(consumerDispatchConcurrency: null, publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
            """, ""));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Fix_removes_zero_from_a_factory(ClientVersion version) => Verify.Fixes<DispatchConcurrencyAnalyzer, DispatchConcurrencyFix>(version,
        InMethod(
            """
            var factory = new ConnectionFactory
            {
                HostName = "h", // here
                ConsumerDispatchConcurrency = [|0|]
            };
            Console.WriteLine(factory);
            given.ConsumerDispatchConcurrency = [|0|];
            """, "ConnectionFactory given"),
        InMethod(
            """
            var factory = new ConnectionFactory
            {
                HostName = "h", // here
            };
            Console.WriteLine(factory);
            """, "ConnectionFactory given"));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task No_fix_where_the_statement_cannot_go(ClientVersion version) => Verify.OffersNoFix<DispatchConcurrencyAnalyzer, DispatchConcurrencyFix>(version, InMethod(
        "if (Environment.Is64BitProcess) given.ConsumerDispatchConcurrency = [|0|];", "ConnectionFactory given"));

    private static string Consuming(string setting, string options) => InClass(
        $$"""
        private const ushort Eight = 8;
        public CreateChannelOptions Given { get; set; } = null!;
        public async Task Run()
        {
            var factory = new ConnectionFactory { {{setting}} };
            await using var connection = await factory.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync({{options}});
            await channel.BasicConsumeAsync("q", true, new AsyncEventingBasicConsumer(channel));
        }
        """);
}
