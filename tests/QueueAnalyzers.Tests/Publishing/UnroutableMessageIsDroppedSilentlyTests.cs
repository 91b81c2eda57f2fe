using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3006: what an exchange drops.</summary>
public class UnroutableMessageIsDroppedSilentlyTests
{
    private const string Parameters = "IChannel~ channel, Body~ body, {IBasicProperties~~BasicProperties} properties, bool flag, string key";

    [Theory, AllGenerations("\"direct\"", "\"topic\"", "\"headers\"", "ExchangeType.Topic", "type: ExchangeType.Direct")]
    public Task ReportsEveryTypeThatDrops(ClientVersion version, string type) => Verify.That(version, InMethod(
        $$"""
        await~ channel.ExchangeDeclare~("events", {{type}}, durable: true);
        await~ channel.BasicPublish~("events", key, [|false|], properties, body);
        """,
        Parameters)).WithMessagesContaining("Exchange 'events'", "mandatory: true").Reports<UnroutableMessageAnalyzer>();

    [Theory, AllGenerations(
        "await~ channel.BasicPublish~(\"events\", key, [|false|], properties, body);",
        "await~ channel.BasicPublish~(\"events\", key, [|mandatory: false|], basicProperties: properties, body: body);",
        "await~ channel.BasicPublish~(body: body, basicProperties: properties, [|mandatory: false|], routingKey: key, exchange: \"events\");",
        "const bool mandatory = false; await~ channel.BasicPublish~(\"events\", key, [|mandatory|], properties, body);",
        "var mandatory = false; await~ channel.BasicPublish~(\"events\", key, [|mandatory|], properties, body);",
        "await~ channel.BasicPublish~(\"events\", key, [|default|], properties, body);",
        "var exchange = \"events\"; await~ channel.BasicPublish~(exchange, key, [|false|], properties, body);",
        "await~ channel.[|BasicPublish~|](new PublicationAddress(\"topic\", \"events\", key), properties, body);",
        "await~ channel.BasicPublish~(\"amq.topic\", key, [|false|], properties, body);",
        "await~ channel.BasicPublish~(\"amq.direct\", key, [|false|], properties, body);",
        "channel.ExchangeDeclare~(\"events\", \"topic\", true); await~ channel.BasicPublish~(\"events\", key, [|false|], properties, body);")]
    public Task ReportsTheFlag(ClientVersion version, string statement) => Verify.Reports<UnroutableMessageAnalyzer>(version, InMethod(
        "await~ channel.ExchangeDeclare~(\"events\", \"topic\", durable: true);\n" + statement, Parameters));

    [Theory, Generations(V6, Cases = [
        "channel.[|BasicPublish|](\"events\", key, properties, body);",
        "channel.[|BasicPublish|](\"events\", key, basicProperties: properties, body: body);",
        "channel.[|BasicPublish|](exchange: \"events\", routingKey: key, body: body);",
        "IModelExensions.[|BasicPublish|](channel, \"events\", key, properties, body);"])]
    public Task ReportsTheNameWhereTheFlagIsMissing(ClientVersion version, string statement) => Verify.Reports<UnroutableMessageAnalyzer>(version, InMethod(
        "channel.ExchangeDeclare(\"events\", \"topic\", durable: true);\n" + statement, Parameters));

    [Theory, Generations(V71, V7, Cases = [
        "await channel.[|BasicPublishAsync|](\"events\", key, body);",
        "await channel.[|BasicPublishAsync|](exchange: \"events\", routingKey: key, body: body);",
        "await channel.[|BasicPublishAsync|](new CachedString(\"events\"), new CachedString(key), body);",
        "await channel.BasicPublishAsync(\"events\", key, [|false|], body);"])]
    public Task ReportsTheNewOverloads(ClientVersion version, string statement) => Verify.Reports<UnroutableMessageAnalyzer>(version, InMethod(
        "await channel.ExchangeDeclareAsync(\"events\", \"topic\", durable: true);\n" + statement, Parameters));

    [Theory, AllGenerations]
    public Task ReportsWrappers(ClientVersion version) => Verify.Reports<UnroutableMessageAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, Body~ body)
        {
            await~ channel.ExchangeDeclare~("events", "topic", durable: true);
            await~ channel.ExchangeDeclare~("news", "fanout", durable: true);
            await~ Publish(channel, "events", body, [|false|]);
            await~ Publish(channel, "events", body, [|mandatory: false|]);
            await~ [|Publish|](channel, "events", body);
            await~ Publish(channel, "events", body, true);
            await~ Publish(channel, "news", body, false);
        }

        private static {void~~ValueTask} Publish(IChannel~ channel, string exchange, Body~ body, bool mandatory = false) =>
            channel.BasicPublish~(exchange, "key", mandatory, {channel.CreateBasicProperties()~~new BasicProperties()}, body);
        """));

    [Theory, AllGenerations]
    public Task ReportsNamesThatAreNotConstant(ClientVersion version) => Verify.Reports<UnroutableMessageAnalyzer>(version,
        """
        public class Publisher
        {
            private readonly string _exchange;
            private readonly Settings _settings;

            public Publisher(Settings settings)
            {
                _settings = settings;
                _exchange = settings.Exchange;
            }

            public async~ Task~ Run(IChannel~ channel, Body~ body, {IBasicProperties~~BasicProperties} properties, string name)
            {
                await~ channel.ExchangeDeclare~(_exchange, ExchangeType.Topic, true);
                await~ channel.ExchangeDeclare~(name, ExchangeType.Direct, true);
                await~ channel.ExchangeDeclare~(_settings.Exchange, ExchangeType.Headers, true);
                await~ channel.BasicPublish~(_exchange, "key", [|false|], properties, body);
                await~ channel.BasicPublish~(name, "key", [|false|], properties, body);
                await~ channel.BasicPublish~(_settings.Exchange, "key", [|false|], properties, body);
                await~ channel.BasicPublish~(_settings.Other, "key", false, properties, body);
            }
        }

        public class Settings
        {
            public string Exchange { get; set; } = "";
            public string Other { get; set; } = "";
        }
        """);

    [Theory, AllGenerations]
    public Task ReportsDeclarationsElsewhere(ClientVersion version) => Verify.That(version,
        """
        public class Publisher
        {
            public async~ Task~ Run(IChannel~ channel, Body~ body, {IBasicProperties~~BasicProperties} properties) =>
                await~ channel.BasicPublish~(Names.Events, "key", [|false|], properties, body);
        }

        public static class Names
        {
            public const string Events = "events";
        }
        """).WithDocument("Setup.cs",
        """
        public static class Setup
        {
            public static async~ Task~ Run(IChannel~ channel) => await~ channel.ExchangeDeclare~("events", ExchangeType.Topic, durable: true, autoDelete: false, arguments: null);
        }
        """).Reports<UnroutableMessageAnalyzer>();

    [Theory, OldGenerations]
    public Task ReportsBatches(ClientVersion version) => Verify.Reports<UnroutableMessageAnalyzer>(version, InMethod(
        """
        channel.ExchangeDeclare("events", "topic", durable: true);
        var batch = channel.CreateBasicPublishBatch();
        batch.Add("events", "key", [|false|], properties, body);
        batch.Add("events", "key", true, properties, body);
        batch.Publish();
        """,
        Parameters));

    [Theory, AllGenerations(
        "await~ channel.BasicPublish~(\"events\", key, true, properties, body);",
        "await~ channel.BasicPublish~(\"events\", key, mandatory: true, basicProperties: properties, body: body);",
        "await~ channel.BasicPublish~(\"events\", key, flag, properties, body);",
        "await~ channel.BasicPublish~(\"\", \"orders\", false, properties, body);",
        "await~ channel.BasicPublish~(string.Empty, key, false, properties, body);",
        "await~ channel.BasicPublish~(\"unknown\", key, false, properties, body);",
        "await~ channel.BasicPublish~(key, key, false, properties, body);",
        "await~ channel.BasicPublish~(\"news\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"amq.fanout\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"safe\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"maybe\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"hash\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"typed\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"passive\", key, false, properties, body);",
        "await~ channel.BasicPublish~(\"events\", properties.ReplyTo!, false, properties, body);",
        "{IModel~~IChannel}? none = null; if (none is not null) await~ none.BasicPublish~(\"events\", key, !false, properties, body);")]
    public Task SilentWhereNothingIsDroppedSilently(ClientVersion version, string statement) => Verify.Silent<UnroutableMessageAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("orders", true, false, false);
        await~ channel.ExchangeDeclare~("events", "topic", durable: true);
        await~ channel.ExchangeDeclare~("news", "fanout", durable: true);
        await~ channel.ExchangeDeclare~("safe", "topic", true, false, new Dictionary<string, object{~~?}> { ["alternate-exchange"] = "unrouted" });
        await~ channel.ExchangeDeclare~("maybe", "topic", true, false, Arguments());
        await~ channel.ExchangeDeclare~("hash", "x-consistent-hash", durable: true);
        await~ channel.ExchangeDeclare~("typed", key, durable: true);
        await~ channel.ExchangeDeclarePassive~("passive");
        STATEMENT

        IDictionary<string, object{~~?}> Arguments() => Environment.GetCommandLineArgs().ToDictionary(text => text, text => (object{~~?})text);
        """.Replace("STATEMENT", statement, StringComparison.Ordinal),
        Parameters));

    [Theory, AllGenerations]
    public Task SilentWhereDeclarationsDiffer(ClientVersion version) => Verify.Silent<UnroutableMessageAnalyzer>(version, InMethod(
        """
        if (flag)
            await~ channel.ExchangeDeclare~("events", "topic", durable: true);
        else
            await~ channel.ExchangeDeclare~("events", "fanout", durable: true);
        await~ channel.BasicPublish~("events", key, false, properties, body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task SilentAboutReplies(ClientVersion version) => Verify.Silent<UnroutableMessageAnalyzer>(version, InMethod(
        """
        await~ channel.ExchangeDeclare~("replies", "direct", durable: true);
        var replyTo = args.BasicProperties.ReplyTo;
        await~ channel.BasicPublish~("replies", replyTo!, false, properties, body);
        """,
        Parameters + ", BasicDeliverEventArgs args"));

    [Theory, AllGenerations]
    public Task SilentUnlessSwitchedOn(ClientVersion version) => Verify.AllSilent(version, InMethod(
        """
        await~ channel.ExchangeDeclare~("events", "topic", durable: true);
        await~ channel.BasicPublish~("events", key, false, properties, body);
        """,
        Parameters));

    [Fact]
    public Task SilentAboutAUsersOwnType() => Verify.Silent<UnroutableMessageAnalyzer>(V6,
        """
        public class Channel
        {
            public void ExchangeDeclare(string exchange, string type) { }
            public void BasicPublish(string exchange, string routingKey, bool mandatory) { }
            public void Run() { ExchangeDeclare("events", "topic"); BasicPublish("events", "key", false); }
        }
        """);

    [Fact]
    public Task SilentInBrokenCode() => Verify.That(V7, InMethod(
        """
        await channel.ExchangeDeclareAsync("events", "topic", durable: true);
        await channel.BasicPublishAsync("events", key, false, properties, body, 1, 2, 3);
        await channel.BasicPublishAsync(undefined, key, false, properties, body);
        """, Parameters)).AllowingErrors().Silent<UnroutableMessageAnalyzer>();
}
