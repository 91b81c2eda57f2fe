using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4007.</summary>
public class ConnectionOrChannelIsOpenedForEachMessageTests
{
    private const string Publish = "await~ channel.BasicPublish~(\"\", \"orders\", {null, ~~}body);";
    private const string Open = "using~ var connection = await~ factory.[|CreateConnection~|](); using~ var channel = await~ connection.CreateChannel~();";

    [Theory, AllGenerations]
    public Task Reports_a_method_that_publishes(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Send(byte[] body)
        {
            {{Open}}
            await~ channel.QueueDeclare~("orders", true, false, false, null);
            {{Publish}}
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_nested_usings_and_a_local_factory(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Send(byte[] body)
        {
            var local = new ConnectionFactory { HostName = "localhost" };
            using (var connection = await~ local.[|CreateConnection~|]())
            using (var channel = await~ connection.CreateChannel~())
            {
                {{Publish}}
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_connection_that_is_dropped_or_closed(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Drop(byte[] body)
        {
            var connection = await~ factory.[|CreateConnection~|]();
            var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        public async~ Task~ Close(byte[] body)
        {
            var connection = await~ factory.[|CreateConnection~|]();
            var channel = await~ connection.CreateChannel~();
            try { {{Publish}} }
            finally { await~ connection.Close~(); }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_helpers_of_the_same_type(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Send(byte[] body)
        {
            using~ var connection = await~ Open();
            using~ var channel = await~ connection.CreateChannel~();
            await~ Write(channel, body);
        }
        private async~ Task~<IConnection> Open() { return await~ factory.[|CreateConnection~|](); }
        private async~ Task~ Write(IChannel~ channel, byte[] body) { {{Publish}} }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_field_that_is_overwritten(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        private IConnection connection;
        private IChannel~ channel;
        public async~ Task~ Send(byte[] body)
        {
            await~ Prepare();
            {{Publish}}
        }
        private async~ Task~ Prepare()
        {
            connection = await~ factory.[|CreateConnection~|]();
            channel = await~ connection.CreateChannel~();
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_retry_loop_in_a_method_that_publishes(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Send(byte[] body)
        {
            IConnection connection = null;
            while (connection == null)
            {
                try { connection = await~ factory.[|CreateConnection~|](); }
                catch (Exception) { System.Threading.Thread.Sleep(1000); }
            }
            using~ var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        """));

    [Theory, AllGenerations("for (var i = 0; i < 10; i++)", "foreach (var message in new int[5])", "while (factory != null)")]
    public Task Reports_a_connection_in_a_loop(ClientVersion version, string loop) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Send(byte[] body)
        {
            {{loop}}
            {
                {{Open}}
                {{Publish}}
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_channel_in_a_loop(ClientVersion version) => Verify.That(version, Type(
        $$"""
        public async~ Task~ Send(IConnection connection, IEnumerable<byte[]> bodies)
        {
            foreach (var body in bodies)
            {
                using~ var channel = await~ connection.[|CreateChannel~|]();
                {{Publish}}
            }
        }
        """))
        .WithMessages("A channel is opened in each round of the loop: that takes hundreds of times as long as a publish. Open it once and keep it.")
        .Reports<RepeatedOpeningAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_a_loop_that_consumes_and_does_not_wait(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        """
        public async~ Task~ ExecuteAsync(CancellationToken token)
        {
            while (!token.IsCancellationRequested)
            {
                using~ var connection = await~ factory.[|CreateConnection~|]();
                using~ var channel = await~ connection.CreateChannel~();
                await~ channel.BasicConsume~("orders", false, new EventingConsumer~(channel));
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_method_that_a_program_calls_in_a_loop(ClientVersion version) => Verify.Reports<RepeatedOpeningAnalyzer>(version,
        $$"""
        for (var i = 0; i < 10; i++)
            await~ Sender.Send(new ConnectionFactory(), new byte[1]);
        public static class Sender
        {
            public static async~ Task~ Send(ConnectionFactory factory, byte[] body) { {{Open}} {{Publish}} }
        }
        """);

    [Theory, AllGenerations]
    public Task Messages_say_what_is_opened_when(ClientVersion version) => Verify.That(version, Type(
        $$"""public async~ Task~ Send(byte[] body) { {{Open}} {{Publish}} }"""))
        .WithMessages("A connection is opened for each message: that takes hundreds of times as long as a publish. Open it once and keep it.")
        .Reports<RepeatedOpeningAnalyzer>();

    [Theory, AllGenerations("Main2", "MaintainOrders")]
    public Task Reports_what_is_only_named_like_a_program(ClientVersion version, string name) => Verify.Reports<RepeatedOpeningAnalyzer>(version, Type(
        $$"""public async~ Task~ {{name}}(byte[] body) { {{Open}} {{Publish}} }"""));

    [Theory, AllGenerations("public Sender()", "public static void Main()", "public static void MainAsync()", "public void Start(byte[] body)", "public void StartAsync(byte[] body)", "public void Initialize()", "public void ConfigureBroker()")]
    public Task Silent_on_what_runs_once(ClientVersion version, string signature) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        {{signature}}
        {
            var connection = new ConnectionFactory().CreateConnection~(){~~.Result};
            var channel = connection.CreateChannel~(){~~.Result};
            channel.BasicPublish~("", "orders", {null, ~~}new byte[1]);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_top_level_statements(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Plain(
        $$"""
        var factory = new ConnectionFactory();
        var body = new byte[1];
        for (var i = 0; i < 2; i++) { {{Open}} {{Publish}} }
        await~ Send();
        async~ Task~ Send() { {{Open}} {{Publish}} }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_method_that_only_the_start_calls(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Plain(Type(
        $$"""
        public Sender() { Greet(new byte[1]); }
        private async~ void Greet(byte[] body) { {{Open}} {{Publish}} }
        """)));

    [Theory, AllGenerations]
    public Task Silent_on_a_method_that_publishes_in_a_loop(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Plain(Type(
        $$"""
        public async~ Task~ Send(IEnumerable<byte[]> bodies)
        {
            {{Open}}
            foreach (var body in bodies)
                {{Publish}}
        }
        public async~ Task~ SendBy(IEnumerable<byte[]> bodies)
        {
            {{Open}}
            foreach (var body in bodies)
                await~ Write(channel, body);
        }
        private async~ Task~ Write(IChannel~ channel, byte[] body) { {{Publish}} }
        """)));

    [Theory, AllGenerations]
    public Task Silent_on_a_connection_that_is_opened_once(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        private IConnection connection;
        private IChannel~ channel;
        public async~ Task~ If(byte[] body)
        {
            if (connection == null || !connection.IsOpen)
                connection = await~ factory.CreateConnection~();
            var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        public async~ Task~ Guarded(byte[] body)
        {
            await~ Prepare();
            {{Publish}}
        }
        private async~ Task~ Prepare()
        {
            if (channel is { IsOpen: true })
                return;
            connection = await~ factory.CreateConnection~();
            channel = await~ connection.CreateChannel~();
        }
        public async~ Task~ Coalesced(byte[] body)
        {
            connection ??= await~ factory.CreateConnection~();
            var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        public async~ Task~ Again(byte[] body)
        {
            try { {{Publish}} }
            catch (Exception)
            {
                connection = await~ factory.CreateConnection~();
                channel = await~ connection.CreateChannel~();
                {{Publish}}
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_channel_for_each_message(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~ Send(IConnection connection, byte[] body)
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_retries(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        public async~ Task~<IChannel~> First(byte[] body)
        {
            while (true)
            {
                try
                {
                    var connection = await~ factory.CreateConnection~();
                    var channel = await~ connection.CreateChannel~();
                    {{Publish}}
                    return channel;
                }
                catch (Exception) { System.Threading.Thread.Sleep(1); }
            }
        }
        public async~ Task~ StartSecond(byte[] body)
        {
            for (var i = 0; i < 5; i++)
            {
                var connection = await~ factory.CreateConnection~();
                var channel = await~ connection.CreateChannel~();
                {{Publish}}
                break;
            }
            var connected = false;
            while (!connected)
            {
                var connection = await~ factory.CreateConnection~();
                var channel = await~ connection.CreateChannel~();
                {{Publish}}
                connected = true;
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_loops_that_wait_or_publish_nothing(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Type(
        """
        public async Task Supervise(CancellationToken token)
        {
            while (!token.IsCancellationRequested)
            {
                using~ var connection = await~ factory.CreateConnection~();
                using~ var channel = await~ connection.CreateChannel~();
                await~ channel.BasicConsume~("orders", false, new EventingConsumer~(channel));
                await Task.Delay(Timeout.Infinite, token);
            }
        }
        public async~ Task~ Check()
        {
            for (var i = 0; i < 5; i++)
            {
                using~ var connection = await~ factory.CreateConnection~();
                using~ var channel = await~ connection.CreateChannel~();
                await~ channel.QueueDeclare~("orders", true, false, false, null);
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_pools_and_other_types(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version, Type(
        $$"""
        private readonly List<IConnection> pool = new();
        public async~ Task~ Pooled(byte[] body)
        {
            var connection = await~ factory.CreateConnection~();
            pool.Add(connection);
            var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        public async~ Task~ Elsewhere(byte[] body)
        {
            using~ var connection = await~ Connections.Open();
            using~ var channel = await~ connection.CreateChannel~();
            {{Publish}}
        }
        public async~ Task~ HealthCheck()
        {
            using~ var connection = await~ factory.CreateConnection~();
        }
        """) +
        """
        public static class Connections { public static async~ Task~<IConnection> Open() { return await~ new ConnectionFactory().CreateConnection~(); } }
        """);

    [Theory, AllGenerations]
    public Task Silent_in_a_test_project(ClientVersion version) => Verify.That(version, Plain(Type(
        $$"""public async~ Task~ Send(byte[] body) { {{Open}} {{Publish}} }""")) + "public class SenderTests { [Xunit.Fact] public void Sends() { } }").WithReference(Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location))
        .Silent<RepeatedOpeningAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<RepeatedOpeningAnalyzer>(version,
        """
        public interface IFactory { System.Data.IDbConnection CreateConnection(); }
        public class Program { public void Send(IFactory factory) { using var connection = factory.CreateConnection(); connection.Open(); } }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, Type(
        """
        public void Send() { using var connection = factory.CreateConnection~(; connection.CreateChannel~().BasicPublish~(); }
        public void Again() { while (true) { var connection = factory.CreateConnection~() } }
        """)).AllowingErrors().Silent<RepeatedOpeningAnalyzer>();

    private static string Plain(string code) => code.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static string Type(string members) => "#nullable disable\n" + InClass("private readonly ConnectionFactory factory = new();\n" + members).Replace("class Program", "class Sender", StringComparison.Ordinal);
}
