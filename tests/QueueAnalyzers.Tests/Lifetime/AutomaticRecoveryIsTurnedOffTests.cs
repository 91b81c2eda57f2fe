using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4008.</summary>
public class AutomaticRecoveryIsTurnedOffTests
{
    [Theory, AllGenerations(
        "new ConnectionFactory { AutomaticRecoveryEnabled = [|false|] }", "new ConnectionFactory() { HostName = \"h\", TopologyRecoveryEnabled = [|false|] }",
        "new ConnectionFactory { AutomaticRecoveryEnabled = [|false|], TopologyRecoveryEnabled = [|(false)|] }", "new ConnectionFactory { AutomaticRecoveryEnabled = [|Off|] }",
        "new ConnectionFactory { AutomaticRecoveryEnabled = [|Never|] }", "new RabbitMQ.Client.ConnectionFactory { AutomaticRecoveryEnabled = [|!true|] }")]
    public Task Reports_initializers(ClientVersion version, string creation) => Verify.Reports<RecoveryOffAnalyzer>(version, InClass(
        $$"""
        private const bool Off = false;
        private static readonly bool Never = Off;
        public async~ Task~ Run()
        {
            var factory = {{creation}};
            {using var connection = factory.CreateConnection();~~await using var connection = await factory.CreateConnectionAsync();}
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_assignments(ClientVersion version) => Verify.Reports<RecoveryOffAnalyzer>(version, InClass(
        """
        private readonly ConnectionFactory _factory = new();
        private ConnectionFactory Mine { get; } = new() { TopologyRecoveryEnabled = [|false|] };
        public Program() { _factory.AutomaticRecoveryEnabled = [|false|]; this.Mine.AutomaticRecoveryEnabled = [|false|]; }
        public void Configure(ConnectionFactory given, Action<Action<ConnectionFactory>> configure)
        {
            var off = false;
            given.TopologyRecoveryEnabled = [|off|];
            configure(factory => factory.AutomaticRecoveryEnabled = [|false|]);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements_and_collection_expressions(ClientVersion version) => Verify.Reports<RecoveryOffAnalyzer>(version,
        """
        List<ConnectionFactory> factories = [new() { AutomaticRecoveryEnabled = [|false|] }];
        Configure(factories[0]);
        static void Configure(ConnectionFactory factory) => factory.TopologyRecoveryEnabled = [|false|];
        """);

    [Theory, AllGenerations]
    public Task Reports_where_the_loss_is_only_told_of(ClientVersion version) => Verify.Reports<RecoveryOffAnalyzer>(version, InClass(
        """
        public async~ Task~ Run()
        {
            var factory = new ConnectionFactory { AutomaticRecoveryEnabled = [|false|] };
            var connection = await~ factory.CreateConnection~();
            connection.ConnectionShutdown~ += (_, args) => { Console.WriteLine(args.ReplyText); return~; };
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_where_another_type_connects_once(ClientVersion version) => Verify.Reports<RecoveryOffAnalyzer>(version,
        """
        public static class Factories { public static ConnectionFactory Make() => new() { AutomaticRecoveryEnabled = [|false|] }; }
        public class Program { public async~ Task~ Run() { await~ Factories.Make().CreateConnection~(); } }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_derived_factory(ClientVersion version) => Verify.Reports<RecoveryOffAnalyzer>(version,
        """
        public class MyConnections { public MyConnections(ConnectionFactory factory) { (factory).AutomaticRecoveryEnabled = [|false|]; } }
        """);

    [Theory, AllGenerations]
    public Task Messages_say_what_becomes_of_the_consumers(ClientVersion version) => Verify.That(version, InClass(
        "public ConnectionFactory Make() => new() { AutomaticRecoveryEnabled = [|false|], TopologyRecoveryEnabled = [|false|] };"))
        .WithMessages(
            "Automatic recovery is turned off: after a network failure or a restart of the broker the connection stays closed, and its consumers get nothing more",
            "Topology recovery is turned off: after a network failure or a restart of the broker the connection comes back without its consumers")
        .Reports<RecoveryOffAnalyzer>();

    [Theory, AllGenerations(
        "AutomaticRecoveryEnabled = true", "TopologyRecoveryEnabled = true", "AutomaticRecoveryEnabled = Environment.Is64BitProcess", "AutomaticRecoveryEnabled = Options.Recover", "TopologyRecoveryEnabled = given",
        "AutomaticRecoveryEnabled = _changes", "HostName = \"h\"")]
    public Task Silent(ClientVersion version, string member) => Verify.Silent<RecoveryOffAnalyzer>(version, InClass(
        $$"""
        public static class Options { public static bool Recover { get; set; } }
        private bool _changes = false;
        public void Change() => _changes = true;
        public ConnectionFactory Make(bool given) => new() { {{member}} };
        """));

    [Theory, AllGenerations(
        "while (true) { await~ Factory.CreateConnection~(); }", "for (;;) { await~ Factory.CreateConnection~(); }", "do { await~ Factory.CreateConnection~(); } while (true);",
        "foreach (var attempt in new[] { 1, 2 }) { await~ Factory.CreateConnection~(); }",
        "while (true) { await~ Connect(); }",
        "{Retry(() => Factory.CreateConnection());~~await Retry(async () => await Factory.CreateConnectionAsync());}",
        "var connection = await~ Factory.CreateConnection~(); if (!connection.IsOpen) await~ Connect();",
        "var connection = await~ Factory.CreateConnection~(); if (connection is not { IsOpen: true }) await~ Connect();",
        "var connection = await~ Factory.CreateConnection~(); connection.ConnectionShutdown~ += async (_, _) => await Task.Run(Connect);",
        "var connection = await~ Factory.CreateConnection~(); connection.ConnectionShutdown~ += OnShutdown;",
        "var connection = await~ Factory.CreateConnection~(); connection.ConnectionShutdown~ += (_, _) => { _lost = true; return~; };",
        "var connection = await~ Factory.CreateConnection~(); var channel = await~ connection.CreateChannel~(); channel.ChannelShutdown~ += OnShutdown;")]
    public Task Silent_where_the_type_connects_again(ClientVersion version, string statements) => Verify.Silent<RecoveryOffAnalyzer>(version, InClass(
        $$"""
        private static readonly ConnectionFactory Factory = new() { AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false };
        private bool _lost;
        public async~ Task~ Run() { {{statements}} }
        private async~ Task~ Connect() { await~ Factory.CreateConnection~(); _lost = false; }
        private Task~ OnShutdown(object sender, ShutdownEventArgs args) { Again(_lost); return~; }
        private {void~~Task} Retry(Func<{IConnection~~Task<IConnection>}> connect) { {_ = connect();~~return connect();} }
        private void Again(bool lost) => Environment.FailFast("lost");
        """));

    [Theory, AllGenerations]
    public Task Silent_where_the_type_that_connects_does_so_again(ClientVersion version) => Verify.Silent<RecoveryOffAnalyzer>(version,
        """
        public static class Factories { public static ConnectionFactory Make() => new() { AutomaticRecoveryEnabled = false }; }
        public class Program
        {
            private IConnection _connection = null!;
            public async~ Task~ Ensure() { if (!_connection.IsOpen) _connection = await~ Factories.Make().CreateConnection~(); }
        }
        """);

    [Theory, AllGenerations(
        "public void Dispose() { _factory.AutomaticRecoveryEnabled = false; }", "public async~ Task~ Close() { _factory.AutomaticRecoveryEnabled = false; await~ _connection.Close~(); }",
        "public async~ Task~ Cleanup() { _factory.TopologyRecoveryEnabled = false; await~ CloseAll(); }", "public void Stop() { _factory.AutomaticRecoveryEnabled = false; _connection?.Dispose(); }")]
    public Task Silent_while_everything_is_closed(ClientVersion version, string method) => Verify.Silent<RecoveryOffAnalyzer>(version, InClass(
        $$"""
        private readonly ConnectionFactory _factory = new();
        private IConnection _connection = null!;
        {{method}}
        private async~ Task~ CloseAll() { await~ _connection.Close~(); }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name(ClientVersion version) => Verify.Silent<RecoveryOffAnalyzer>(version,
        """
        public class Settings { public bool AutomaticRecoveryEnabled { get; set; } public bool TopologyRecoveryEnabled; }
        public class Program { public Settings Make() => new() { AutomaticRecoveryEnabled = false, TopologyRecoveryEnabled = false }; }
        """);

    [Theory, AllGenerations]
    public Task Silent_without_the_client(ClientVersion version) => Verify.That(version,
        """
        public class ConnectionFactory { public bool AutomaticRecoveryEnabled { get; set; } }
        public class Program { public ConnectionFactory Make() => new() { AutomaticRecoveryEnabled = false }; }
        """)
        .WithoutClient().Silent<RecoveryOffAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var factory = new ConnectionFactory { AutomaticRecoveryEnabled = , TopologyRecoveryEnabled = nothing };
        factory.AutomaticRecoveryEnabled = ;
        AutomaticRecoveryEnabled = false;
        factory.AutomaticRecoveryEnabled.X = false;
        """))
        .AllowingErrors().Silent<RecoveryOffAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_in_tests_when_asked(ClientVersion version) => Verify.That(version, InClass("public ConnectionFactory Make() => new() { AutomaticRecoveryEnabled = [|false|] };"))
        .WithOption("exclude_test_projects", "true").Reports<RecoveryOffAnalyzer>();

    [Theory, AllGenerations]
    public Task Fix_removes_what_is_set(ClientVersion version) => Verify.Fixes<RecoveryOffAnalyzer, RecoveryOffFix>(version,
        InMethod(
            """
            var one = new ConnectionFactory { AutomaticRecoveryEnabled = [|false|] };
            var two = new ConnectionFactory() { HostName = "h", AutomaticRecoveryEnabled = [|false|], TopologyRecoveryEnabled = [|false|] };
            var three = new ConnectionFactory
            {
                // Where it runs.
                HostName = "h",
                AutomaticRecoveryEnabled = [|false|],
                TopologyRecoveryEnabled = true, // stays
            };
            // Comes back by itself.
            three.TopologyRecoveryEnabled = [|false|];
            Console.WriteLine(one.HostName + two.HostName);
            #if DEBUG
            three.AutomaticRecoveryEnabled = true;
            #else
            three.AutomaticRecoveryEnabled = [|false|];
            #endif
            """),
        InMethod(
            """
            var one = new ConnectionFactory();
            var two = new ConnectionFactory() { HostName = "h" };
            var three = new ConnectionFactory
            {
                // Where it runs.
                HostName = "h",
                TopologyRecoveryEnabled = true, // stays
            };
            // Comes back by itself.
            Console.WriteLine(one.HostName + two.HostName);
            #if DEBUG
            three.AutomaticRecoveryEnabled = true;
            #else
            #endif
            """));

    [Theory, AllGenerations]
    public Task Fix_in_constructors_and_top_level_statements(ClientVersion version) => Verify.Fixes<RecoveryOffAnalyzer, RecoveryOffFix>(version,
        """
        var factory = new ConnectionFactory();
        factory.AutomaticRecoveryEnabled = [|false|];
        Console.WriteLine(factory);
        public class Connections
        {
            private readonly ConnectionFactory _factory = new()
            {
                TopologyRecoveryEnabled = [|false|]
            };
            public Connections()
            {
                _factory.AutomaticRecoveryEnabled = [|false|];
            }
        }
        """,
        """
        var factory = new ConnectionFactory();
        Console.WriteLine(factory);
        public class Connections
        {
            private readonly ConnectionFactory _factory = new();
            public Connections()
            {
            }
        }
        """);

    [Theory, AllGenerations(
        "if (Environment.Is64BitProcess) factory.AutomaticRecoveryEnabled = [|false|];", "var off = factory.AutomaticRecoveryEnabled = [|false|]; Console.WriteLine(off);",
        "Action configure = () => factory.AutomaticRecoveryEnabled = [|false|];", "var off = false; factory.AutomaticRecoveryEnabled = [|off|];")]
    public Task No_fix(ClientVersion version, string statements) => Verify.OffersNoFix<RecoveryOffAnalyzer, RecoveryOffFix>(version, InMethod(statements, "ConnectionFactory factory"));
}
