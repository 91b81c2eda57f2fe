using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>The fix of RMQ3002.</summary>
public class UnconfirmedPublishFixTests
{
    private const string Options = "new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, consumerDispatchConcurrency: null)";
    private const string Asynchronous = "await channel.BasicPublishAsync(\"orders\", \"new\", false, new BasicProperties { Persistent = true }, body);";
    private const string Synchronous = "channel.BasicPublish(\"orders\", \"new\", false, properties, body);";
    private const string Wait = "channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));";

    [Theory]
    [InlineData("", Options)]
    [InlineData("null", Options)]
    [InlineData("options: null", "options: " + Options)]
    [InlineData("cancellationToken: token", "options: " + Options + ", cancellationToken: token")]
    [InlineData("default, token", Options + ", token")]
    [InlineData("new CreateChannelOptions(false, false)", "new CreateChannelOptions(true, true)")]
    [InlineData("new CreateChannelOptions(false, true, consumerDispatchConcurrency: 5), token", "new CreateChannelOptions(true, true, consumerDispatchConcurrency: 5), token")]
    [InlineData("new(publisherConfirmationTrackingEnabled: /* no */ false, publisherConfirmationsEnabled: false)", "new(publisherConfirmationTrackingEnabled: /* no */ true, publisherConfirmationsEnabled: true)")]
    public Task Confirms_by_options(string before, string after) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(V7,
        InMethod($"var channel = await connection.[|CreateChannelAsync|]({before}); // one\n{Asynchronous}", "IConnection connection, byte[] body, CancellationToken token"),
        InMethod($"var channel = await connection.CreateChannelAsync({after}); // one\n{Asynchronous}", "IConnection connection, byte[] body, CancellationToken token"));

    [Fact]
    public Task Confirms_by_options_that_are_made_elsewhere() => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(V7,
        InClass(
            $$"""
            private static readonly CreateChannelOptions Options = new(
                publisherConfirmationsEnabled: false,
            #if FAST
                publisherConfirmationTrackingEnabled: true,
            #else
                publisherConfirmationTrackingEnabled: false,
            #endif
                consumerDispatchConcurrency: 2);
            public async Task Run(IConnection connection, byte[] body) { var channel = await connection.[|CreateChannelAsync|](Options); {{Asynchronous}} }
            """),
        InClass(
            $$"""
            private static readonly CreateChannelOptions Options = new(
                publisherConfirmationsEnabled: true,
            #if FAST
                publisherConfirmationTrackingEnabled: true,
            #else
                publisherConfirmationTrackingEnabled: true,
            #endif
                consumerDispatchConcurrency: 2);
            public async Task Run(IConnection connection, byte[] body) { var channel = await connection.CreateChannelAsync(Options); {{Asynchronous}} }
            """));

    [Theory, OldGenerations]
    public Task Selects_and_waits(ClientVersion version) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $"""
            using var channel = connection.[|CreateModel|](); // one

            // Now.
            {Synchronous} // out
            Console.WriteLine("sent");
            """),
        Method(
            $"""
            using var channel = connection.CreateModel(); // one
            channel.ConfirmSelect();

            // Now.
            {Synchronous} // out
            {Wait}
            Console.WriteLine("sent");
            """));

    [Theory, OldGenerations]
    public Task Waits_once_for_several(ClientVersion version) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $$"""
            using (var channel = connection.[|CreateModel|]())
            {
                {{Synchronous}}
                Console.WriteLine("one");
                {{Synchronous}}
                if (body.Length > 5)
                    {{Synchronous}}
            }
            """),
        Method(
            $$"""
            using (var channel = connection.CreateModel())
            {
                channel.ConfirmSelect();
                {{Synchronous}}
                Console.WriteLine("one");
                {{Synchronous}}
                {{Wait}}
                if (body.Length > 5)
                {
                    {{Synchronous}}
                    {{Wait}}
                }
            }
            """));

    [Theory, OldGenerations(
        "for (var i = 0; i < 5; i++)", "foreach (var item in body)")]
    public Task Waits_behind_a_loop(ClientVersion version, string loop) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $$"""
            var channel = connection.[|CreateModel|]();
            foreach (var again in new[] { 1, 2 })
            {
                {{loop}}
                {
                    {{Synchronous}}
                }
            }
            """),
        Method(
            $$"""
            var channel = connection.CreateModel();
            channel.ConfirmSelect();
            foreach (var again in new[] { 1, 2 })
            {
                {{loop}}
                {
                    {{Synchronous}}
                }
            }
            {{Wait}}
            """));

    [Theory, OldGenerations(
        "while (true)", "while (Console.ReadLine() != null)", "for (;;)", "foreach (var line in Lines.GetConsumingEnumerable())", "for (var i = 0; i < 5; Thread.Sleep(1000))")]
    public Task Waits_inside_a_loop_that_goes_on(ClientVersion version, string loop) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $$"""
            var channel = connection.[|CreateModel|]();
            {{loop}}
            {
                {{Synchronous}}
            }
            """),
        Method(
            $$"""
            var channel = connection.CreateModel();
            channel.ConfirmSelect();
            {{loop}}
            {
                {{Synchronous}}
                {{Wait}}
            }
            """));

    [Theory, OldGenerations]
    public Task Waits_inside_a_try(ClientVersion version) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $$"""
            var channel = connection.[|CreateModel|]();
            foreach (var item in body)
            {
                try { {{Synchronous}} }
                catch (Exception exception) { Console.WriteLine(exception); }
            }
            """),
        Method(
            $$"""
            var channel = connection.CreateModel();
            channel.ConfirmSelect();
            foreach (var item in body)
            {
                try
                {
                    {{Synchronous}}
                    {{Wait}}
                }
                catch (Exception exception) { Console.WriteLine(exception); }
            }
            """));

    [Theory, OldGenerations]
    public Task Selects_on_fields_and_in_helpers(ClientVersion version) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        InClass(
            """
            private readonly IModel _channel;
            private IModel? _other;
            public Program(IConnection connection) { _channel = connection.[|CreateModel|](); }
            public void Open(IConnection connection) => _other = Make(connection);
            public void Send(IBasicProperties properties, byte[] body) => _channel.BasicPublish("orders", "new", false, properties, body);
            public void SendOther(IBasicProperties properties, byte[] body)
            {
                _other?.BasicPublish("orders", "new", false, properties, body);
            }
            private static IModel Make(IConnection connection)
            {
                return connection.[|CreateModel|]();
            }
            """),
        InClass(
            """
            private readonly IModel _channel;
            private IModel? _other;
            public Program(IConnection connection)
            {
                _channel = connection.CreateModel();
                _channel.ConfirmSelect();
            }
            public void Open(IConnection connection) => _other = Make(connection);
            public void Send(IBasicProperties properties, byte[] body)
            {
                _channel.BasicPublish("orders", "new", false, properties, body);
                _channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
            }
            public void SendOther(IBasicProperties properties, byte[] body)
            {
                _other?.BasicPublish("orders", "new", false, properties, body);
                _other?.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
            }
            private static IModel Make(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.ConfirmSelect();
                return channel;
            }
            """));

    [Theory, OldGenerations]
    public Task Changes_all_channels_that_are_published_on_in_one_place(ClientVersion version) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $$"""
            var channel = connection.[|CreateModel|]();
            if (channel.IsClosed)
                channel = connection.[|CreateModel|]();
            {{Synchronous}}
            """),
        Method(
            $$"""
            var channel = connection.CreateModel();
            channel.ConfirmSelect();
            if (channel.IsClosed)
            {
                channel = connection.CreateModel();
                channel.ConfirmSelect();
            }
            {{Synchronous}}
            {{Wait}}
            """));

    [Theory, OldGenerations]
    public Task Waits_for_a_batch(ClientVersion version) => Verify.Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version,
        Method(
            $$"""
            var channel = connection.[|CreateModel|]();
            var batch = channel.CreateBasicPublishBatch();
            batch.Add("orders", "new", false, properties, body{{(version == V6 ? ".AsMemory()" : "")}});
            batch.Publish();
            """),
        Method(
            $$"""
            var channel = connection.CreateModel();
            channel.ConfirmSelect();
            var batch = channel.CreateBasicPublishBatch();
            batch.Add("orders", "new", false, properties, body{{(version == V6 ? ".AsMemory()" : "")}});
            batch.Publish();
            {{Wait}}
            """));

    [Theory, OldGenerations]
    public Task Qualifies_the_time_span(ClientVersion version) => Verify.That(version,
        """
        namespace Shop
        {
            public struct TimeSpan { }
            public class Program
            {
                public void Run(IConnection connection, IBasicProperties properties, byte[] body)
                {
                    var channel = connection.[|CreateModel|]();
                    channel.BasicPublish("orders", "new", false, properties, body);
                }
            }
        }
        """)
        .Fixes<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(
        """
        namespace Shop
        {
            public struct TimeSpan { }
            public class Program
            {
                public void Run(IConnection connection, IBasicProperties properties, byte[] body)
                {
                    var channel = connection.CreateModel();
                    channel.ConfirmSelect();
                    channel.BasicPublish("orders", "new", false, properties, body);
                    channel.WaitForConfirmsOrDie(System.TimeSpan.FromSeconds(5));
                }
            }
        }
        """);

    [Theory, OldGenerations(
        "_ = Environment.Is64BitProcess ? Send(connection.[|CreateModel|]()) : 0;",
        "var channel = connection.[|CreateModel|](); channel.BasicReturn += (_, args) => PUBLISH",
        "(connection.[|CreateModel|]()).BasicPublish(\"orders\", \"new\", false, properties, body);")]
    public Task No_fix_where_a_place_is_missing(ClientVersion version, string statements) => Verify.OffersNoFix<UnconfirmedPublishAnalyzer, UnconfirmedPublishFix>(version, InClass(
        $$"""
        private byte[] body = new byte[1];
        private IBasicProperties? properties = null;
        public void Run(IConnection connection) { {{statements.Replace("PUBLISH", Synchronous, StringComparison.Ordinal)}} }
        private int Send(IModel channel) { {{Synchronous}} return 1; }
        """));

    private static string Method(string statements) => InMethod(statements, "IConnection connection, IBasicProperties properties, byte[] body")
        .Replace("public class Program\n{", "public class Program\n{" + (statements.Contains("Lines", StringComparison.Ordinal) ? "\n    private static readonly System.Collections.Concurrent.BlockingCollection<string> Lines = new();" : ""), StringComparison.Ordinal);
}
