using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3005.</summary>
public class ReturnedMessageIsNotObservedTests
{
    private const string Publish = "await~ channel.BasicPublish~(\"orders\", \"new\", [|true|], {null~~new BasicProperties()}, body);";
    private const string Fine = "await~ channel.BasicPublish~(\"orders\", \"new\", true, {null~~new BasicProperties()}, body);";
    private const string Observer = "channel.BasicReturn += (_, returned) => Console.WriteLine($\"Returned: {returned.ReplyCode} {returned.ReplyText}, exchange '{returned.Exchange}', routing key '{returned.RoutingKey}'\");";

    [Theory, AllGenerations(
        Publish,
        "await~ channel.BasicPublish~(exchange: \"orders\", routingKey: \"new\", [|mandatory: true|], basicProperties: {null~~new BasicProperties()}, body: body);",
        "await~ channel.BasicPublish~(body: body, [|mandatory: Must|], exchange: \"orders\", routingKey: \"new\", basicProperties: {null~~new BasicProperties()});",
        "var must = true; await~ channel.BasicPublish~(\"\", \"orders\", [|must|], {null~~new BasicProperties()}, body);",
        "await~ Send([|true|]); async~ Task~ Send(bool must) { await~ channel.BasicPublish~(\"\", \"orders\", must, {null~~new BasicProperties()}, body); }",
        "foreach (var one in body) { " + Publish + " }",
        "channel.CallbackException~ += (_, _) => { return~; }; " + Publish)]
    public Task Reports(ClientVersion version, string statements) => Verify.Reports<UnobservedReturnAnalyzer>(version, Method(statements));

    [Theory, AllGenerations]
    public Task Reports_a_channel_of_the_type(ClientVersion version) => Verify.Reports<UnobservedReturnAnalyzer>(version, InClass(
        $$"""
        private IChannel~? channel;
        public async~ Task~ Open(IConnection connection) { channel = await~ connection.CreateChannel~(); }
        public async~ Task~ Send(byte[] body) { {{Publish.Replace("channel.", "channel!.", StringComparison.Ordinal)}} }
        """));

    [Theory, OldGenerations]
    public Task Reports_with_confirms_in_older_clients(ClientVersion version) => Verify.Reports<UnobservedReturnAnalyzer>(version, Method("channel.ConfirmSelect(); " + Publish + " channel.WaitForConfirmsOrDie();"));

    [Theory]
    [InlineData("new CreateChannelOptions(true, false)")]
    [InlineData("new CreateChannelOptions(false, true)")]
    [InlineData("null")]
    public Task Reports_options_without_tracking(string options) => Verify.Reports<UnobservedReturnAnalyzer>(V7, InMethod(
        $"var channel = await connection.CreateChannelAsync({options}); {Publish}", "IConnection connection, byte[] body"));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<UnobservedReturnAnalyzer>(version,
        $$"""
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        byte[] body = [1, 2];
        {{Publish}}
        """);

    [Theory, AllGenerations]
    public Task Message_says_what_is_lost(ClientVersion version) => Verify.That(version, Method(Publish))
        .WithMessages("The message is published to exchange 'orders' with 'mandatory: true', and nobody observes its return: when no queue takes it ('312 NO_ROUTE') it is gone without an exception")
        .Reports<UnobservedReturnAnalyzer>();

    [Theory, AllGenerations(
        "channel.BasicReturn~ += (_, _) => { return~; }; " + Fine,
        Fine + " channel.BasicReturn~ += OnReturn;",
        "if (body.Length > 1) channel.BasicReturn~ += OnReturn; " + Fine,
        "Watch(channel); " + Fine,
        "Known.Add(channel); " + Fine,
        "await~ channel.BasicPublish~(\"orders\", \"new\", false, {null~~new BasicProperties()}, body);",
        "await~ channel.BasicPublish~(\"orders\", \"new\", {null, ~~}body);",
        "await~ channel.BasicPublish~(\"orders\", \"new\", Environment.Is64BitProcess, {null~~new BasicProperties()}, body);",
        "await~ channel.BasicPublish~(\"\", \"amq.rabbitmq.reply-to\", true, {null~~new BasicProperties()}, body);")]
    public Task Silent(ClientVersion version, string statements) => Verify.Silent<UnobservedReturnAnalyzer>(version, Method(statements));

    [Theory, AllGenerations]
    public Task Silent_on_replies(ClientVersion version) => Verify.Silent<UnobservedReturnAnalyzer>(version, Method(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { await~ channel.BasicPublish~("", args.BasicProperties.ReplyTo{~~!}, true, {null~~new BasicProperties()}, body); };
        await~ channel.BasicConsume~("q", true, consumer);
        """));

    [Theory, AllGenerations("IChannel~ channel, byte[] body", "IPool pool, byte[] body")]
    public Task Silent_on_channels_from_elsewhere(ClientVersion version, string parameters) => Verify.Silent<UnobservedReturnAnalyzer>(version, InMethod(
        (parameters.Contains("pool", StringComparison.Ordinal) ? "var channel = pool.Rent();\n" : "") + Fine, parameters) + "public interface IPool { IChannel~ Rent(); }");

    [Theory]
    [InlineData("new CreateChannelOptions(true, true)")]
    [InlineData("new CreateChannelOptions(true, Environment.Is64BitProcess)")]
    [InlineData("given")]
    public Task Silent_on_options_with_tracking_or_unknown_ones(string options) => Verify.Silent<UnobservedReturnAnalyzer>(V7, InMethod(
        $"var channel = await connection.CreateChannelAsync({options}); {Fine}", "IConnection connection, byte[] body, CreateChannelOptions given"));

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name_and_broken_code(ClientVersion version) => Verify.That(version,
        """
        public class MyChannel { public void BasicPublish(string exchange, string routingKey, bool mandatory, byte[] body) { } }
        public class Program { public void Run(MyChannel channel, byte[] body) { channel.BasicPublish("a", "b", true, body); channel.BasicPublish("a", "b", true, ; } }
        """).AllowingErrors().Silent<UnobservedReturnAnalyzer>();

    [Theory]
    [InlineData("", "new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, consumerDispatchConcurrency: null)")]
    [InlineData("new CreateChannelOptions(true, false)", "new CreateChannelOptions(true, true)")]
    [InlineData("new CreateChannelOptions(false, true, consumerDispatchConcurrency: 3)", "new CreateChannelOptions(true, true, consumerDispatchConcurrency: 3)")]
    [InlineData("cancellationToken: token", "options: new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, consumerDispatchConcurrency: null), cancellationToken: token")]
    public Task Fix_tracks(string before, string after) => Verify.Fixes<UnobservedReturnAnalyzer, UnobservedReturnFix>(V7,
        InMethod($"var channel = await connection.CreateChannelAsync({before}); // one\n{Publish}\n{Publish}", "IConnection connection, byte[] body, CancellationToken token"),
        InMethod($"var channel = await connection.CreateChannelAsync({after}); // one\n{Fine}\n{Fine}", "IConnection connection, byte[] body, CancellationToken token"));

    [Theory, OldGenerations]
    public Task Fix_observes(ClientVersion version) => Verify.Fixes<UnobservedReturnAnalyzer, UnobservedReturnFix>(version,
        Method(
            $"""
            // Now.
            {Publish}
            {Publish}
            """),
        Method(
            $"""
            {Observer}
            // Now.
            {Fine}
            {Fine}
            """));

    [Theory, OldGenerations]
    public Task Fix_observes_in_blocks_and_on_fields(ClientVersion version) => Verify.Fixes<UnobservedReturnAnalyzer, UnobservedReturnFix>(version,
        InClass(
            $$"""
            private readonly IModel channel;
            public Program(IConnection connection) { this.channel = connection.CreateModel(); }
            public void Send(byte[] body) { {{Publish}} }
            public static void SendOnce(IConnection connection, byte[] body)
            {
                string returned = "";
            #if DEBUG
                Console.WriteLine(returned);
            #endif
                using (var channel = connection.CreateModel())
                {
                    {{Publish}}
                }
            }
            """),
        InClass(
            $$"""
            private readonly IModel channel;
            public Program(IConnection connection)
            {
                this.channel = connection.CreateModel();
                this.{{Observer}}
            }
            public void Send(byte[] body) { {{Fine}} }
            public static void SendOnce(IConnection connection, byte[] body)
            {
                string returned = "";
            #if DEBUG
                Console.WriteLine(returned);
            #endif
                using (var channel = connection.CreateModel())
                {
                    {{Observer.Replace("returned)", "returned1)", StringComparison.Ordinal).Replace("{returned.", "{returned1.", StringComparison.Ordinal)}}
                    {{Fine}}
                }
            }
            """));

    [Theory, OldGenerations]
    public Task No_fix_for_a_field_initializer(ClientVersion version) => Verify.OffersNoFix<UnobservedReturnAnalyzer, UnobservedReturnFix>(version, InClass(
        $$"""
        private static readonly IConnection Connection = new ConnectionFactory().CreateConnection();
        private static readonly IModel channel = Connection.CreateModel();
        public static void Send(byte[] body) { {{Publish}} }
        """));

    private static string Method(string statements) => InMethod("var channel = await~ connection.CreateChannel~();\n" + statements, "IConnection connection, byte[] body")
        .Replace("public class Program\n{", "public class Program\n{\n    private const bool Must = true;\n    private static readonly List<object> Known = new();\n    private static Task~ OnReturn(object{?~~} sender, BasicReturnEventArgs args) { return~; }\n    private static void Watch(IChannel~ given) => given.BasicReturn~ += OnReturn;", StringComparison.Ordinal);
}
