using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3002.</summary>
public class ChannelPublishesWithoutPublisherConfirmsTests
{
    private const string Create = "var channel = await~ connection.[|CreateChannel~|]();";
    private const string Publish = "await~ channel.BasicPublish~(\"orders\", \"new\", {false, null~~false, new BasicProperties()}, new byte[1]);";

    [Theory, AllGenerations(
        "using~ var channel = await~ connection.[|CreateChannel~|]();",
        "IChannel~ channel; channel = await~ connection.[|CreateChannel~|]();",
        "IChannel~? channel = null; channel ??= await~ connection.[|CreateChannel~|]();",
        "var channel = {connection?.[|CreateModel|]()~~await connection.[|CreateChannelAsync|]().ConfigureAwait(false)} ?? throw new Exception();",
        "var channel = await~ Open(); async~ Task~<IChannel~> Open() { return await~ connection.[|CreateChannel~|](); }",
        "var channel = {connection.[|CreateModel|]()~~connection.[|CreateChannelAsync|]().Result}; await~ channel.ExchangeDeclare~(\"orders\", \"topic\", true);",
        "var channel = await~ connection.[|CreateChannel~|](); await~ channel.BasicQos~(0, 10, false);",
        "var channel = await~ connection.[|CreateChannel~|](); channel.BasicReturn~ += (_, _) => { return~; };",
        "for (var i = 0; i < 3; i++) Console.WriteLine(i); var channel = await~ connection.[|CreateChannel~|]();")]
    public Task Reports_a_channel_of_the_method(ClientVersion version, string creation) => Verify.Reports<UnconfirmedPublishAnalyzer>(version, InMethod(creation + "\n" + Publish, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Reports_a_channel_of_the_type(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version, InClass(
        $$"""
        private IChannel~? channel;
        public async~ Task~ Open~(IConnection connection) { channel = await~ connection.[|CreateChannel~|](); }
        public async~ Task~ Send~() { {{Publish.Replace("channel.", "channel!.", StringComparison.Ordinal)}} }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_channel_that_private_methods_publish_on(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IConnection connection) { {{Create}} await~ Send~(channel); }
        private static async~ Task~ Send~(IChannel~ channel) { {{Publish}} }
        """));

    [Theory, AllGenerations]
    public Task Reports_every_creation_that_may_be_the_channel(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version, InMethod(
        $$"""
        var channel = await~ connection.[|CreateChannel~|]();
        if (channel.IsClosed)
            channel = await~ connection.[|CreateChannel~|]();
        {{Publish}}
        {{Publish}}
        """, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version,
        $$"""
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ {{Create}}
        foreach (var name in (List<string>)["a", "b"])
            {{Publish}}
        """);

    [Theory, AllGenerations]
    public Task Reports_a_publish_in_a_handler_of_the_channel(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version, InMethod(
        $$"""
        {{Create}}
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { {{Publish}} };
        await~ channel.BasicConsume~("q", false, consumer);
        """, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Reports_with_a_primary_constructor(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version,
        $$"""
        public class Program(IConnection connection)
        {
            public async~ Task~ Send~() { {{Create}} {{Publish}} }
        }
        """);

    [Theory]
    [InlineData("options: null")]
    [InlineData("new CreateChannelOptions(false, false)")]
    [InlineData("new CreateChannelOptions(publisherConfirmationTrackingEnabled: true, publisherConfirmationsEnabled: false)")]
    [InlineData("new CreateChannelOptions(Off, Off, null, 5)")]
    [InlineData("cancellationToken: CancellationToken.None")]
    public Task Reports_options_without_confirms(string options) => Verify.Reports<UnconfirmedPublishAnalyzer>(V7, InClass(
        $$"""
        private const bool Off = false;
        public async Task Run(IConnection connection)
        {
            var channel = await connection.[|CreateChannelAsync|]({{options}});
            {{Publish}}
        }
        """));

    [Fact]
    public Task Reports_a_channel_of_7x_whoever_else_has_it() => Verify.Reports<UnconfirmedPublishAnalyzer>(V7, InClass(
        $$"""
        public IChannel? channel;
        public async Task<IChannel> Run(IConnection connection) { {{Create}} {{Publish}} this.channel = channel; return channel; }
        """));

    [Theory, OldGenerations]
    public Task Reports_a_batch(ClientVersion version) => Verify.Reports<UnconfirmedPublishAnalyzer>(version, InMethod(
        $$"""
        {{Create}}
        var batch = channel.CreateBasicPublishBatch();
        batch.Add("orders", "new", false, null, new byte[1]{{(version == V6 ? ".AsMemory()" : "")}});
        batch.Publish();
        """, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Messages_name_what_is_published_to(ClientVersion version) => Verify.That(version, InClass(
        $$"""
        public async~ Task~ One(IConnection connection) { {{Create}} {{Publish}} {{Publish}} }
        public async~ Task~ Two(IConnection connection) { {{Create}} {{Publish}} {{Publish.Replace("\"orders\"", "\"\"", StringComparison.Ordinal)}} }
        """))
        .WithMessages(
            "Messages are published to exchange 'orders' on this channel without publisher confirms: what the broker rejects, or loses before it is stored, is gone without an exception",
            "Messages are published to several exchanges or queues on this channel without publisher confirms: what the broker rejects, or loses before it is stored, is gone without an exception")
        .Reports<UnconfirmedPublishAnalyzer>();

    [Theory, OldGenerations(
        "channel.ConfirmSelect();", "channel.TxSelect();", "if (Environment.Is64BitProcess) channel.ConfirmSelect();", "channel?.ConfirmSelect();", "Confirm(channel); void Confirm(IModel made) => made.ConfirmSelect();",
        "Elsewhere.Prepare(channel);", "Known.Add(channel);", "setup(channel);", "Exposed = channel;")]
    public Task Silent_where_somebody_asks_or_may_ask_for_confirms(ClientVersion version, string use) => Verify.Silent<UnconfirmedPublishAnalyzer>(version, InClass(
        $$"""
        private static readonly List<IModel> Known = new();
        public IModel? Exposed;
        public void Run(IConnection connection, Action<IModel> setup)
        {
            var channel = connection.CreateModel();
            {{use}}
            {{(use.Contains('?', StringComparison.Ordinal) ? Publish.Replace("channel.", "channel!.", StringComparison.Ordinal) : Publish)}}
        }
        """) + "public static class Elsewhere { public static void Prepare(IModel channel) => channel.ConfirmSelect(); }");

    [Theory]
    [InlineData("new CreateChannelOptions(true, true)")]
    [InlineData("new CreateChannelOptions(true, false)")]
    [InlineData("new CreateChannelOptions(publisherConfirmationsEnabled: Environment.Is64BitProcess, publisherConfirmationTrackingEnabled: false)")]
    [InlineData("given")]
    [InlineData("Shared")]
    [InlineData("Make()")]
    public Task Silent_on_options_with_confirms_or_unknown_ones(string options) => Verify.Silent<UnconfirmedPublishAnalyzer>(V7, InClass(
        $$"""
        private static readonly CreateChannelOptions Shared = new(true, true);
        private static CreateChannelOptions Make() => new(true, true);
        public async Task Run(IConnection connection, CreateChannelOptions given)
        {
            var channel = await connection.CreateChannelAsync({{options}});
            {{Publish}}
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_transactions(ClientVersion version) => Verify.Silent<UnconfirmedPublishAnalyzer>(version, InMethod(
        $"var channel = await~ connection.CreateChannel~(); await~ channel.TxSelect~(); {Publish} await~ channel.TxCommit~();", "IConnection connection"));

    [Theory, AllGenerations(
        "IChannel~ channel",
        "IPool pool")]
    public Task Silent_on_channels_from_elsewhere(ClientVersion version, string parameters) => Verify.Silent<UnconfirmedPublishAnalyzer>(version, InMethod(
        (parameters.Contains("pool", StringComparison.Ordinal) ? "var channel = pool.Rent();\n" : "") + Publish, parameters) + "public interface IPool { IChannel~ Rent(); }");

    [Theory, AllGenerations]
    public Task Silent_where_another_type_publishes(ClientVersion version) => Verify.Silent<UnconfirmedPublishAnalyzer>(version,
        InClass("public async~ Task~ Run(IConnection connection) { var channel = await~ connection.CreateChannel~(); await~ new Publisher().Send~(channel); }")
        + $$"""public class Publisher { public async~ Task~ Send~(IChannel~ channel) { {{Publish}} } }""");

    [Theory, AllGenerations]
    public Task Silent_on_the_parameter_of_a_public_method(ClientVersion version) => Verify.Silent<UnconfirmedPublishAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IConnection connection) { var channel = await~ connection.CreateChannel~(); await~ Send~(channel); }
        public async~ Task~ Send~(IChannel~ channel) { {{Publish}} }
        """));

    [Theory, AllGenerations(
        "await~ channel.BasicPublish~(\"\", args.BasicProperties.ReplyTo{~~!}, {null~~false, new BasicProperties()}, new byte[1]);",
        "await~ channel.BasicPublish~(\"\", \"amq.rabbitmq.reply-to\", {null~~false, new BasicProperties()}, new byte[1]);",
        "await~ channel.BasicPublish~(\"\", own, {null~~false, new BasicProperties()}, new byte[1]);",
        "await~ channel.BasicAck~(args.DeliveryTag, false);")]
    public Task Silent_where_only_replies_are_published_or_nothing(ClientVersion version, string use) => Verify.Silent<UnconfirmedPublishAnalyzer>(version, InMethod(
        $$"""
        var channel = await~ connection.CreateChannel~();
        var own = (await~ channel.QueueDeclare~()).QueueName;
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { {{use}} };
        await~ channel.BasicConsume~("q", false, consumer);
        """, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name(ClientVersion version) => Verify.Silent<UnconfirmedPublishAnalyzer>(version,
        """
        public class MyChannel { public void BasicPublish(string exchange) { } }
        public class MyConnection { public MyChannel CreateModel() => new(); public MyChannel CreateChannelAsync() => new(); }
        public class Program { public void Run() { var channel = new MyConnection().CreateModel(); channel.BasicPublish("x"); new MyConnection().CreateChannelAsync().BasicPublish("x"); } }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        "var channel = await~ connection.CreateChannel~(;\nchannel.BasicPublish~(\"x\", ;", "IConnection connection")).AllowingErrors().Silent<UnconfirmedPublishAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_in_test_projects_that_are_excluded(ClientVersion version) => Verify.That(version, InMethod(
        "var channel = await~ connection.CreateChannel~();\n" + Publish, "IConnection connection"))
        .WithOption("exclude_test_projects", "true")
        .WithReference(Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location))
        .Silent<UnconfirmedPublishAnalyzer>();
}
