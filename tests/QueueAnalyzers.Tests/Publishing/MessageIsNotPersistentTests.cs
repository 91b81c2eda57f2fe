using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3001: what is reported, and where.</summary>
public class MessageIsNotPersistentTests
{
    private const string Parameters = "IChannel~ channel, Body~ body";

    [Theory, AllGenerations(
        """await~ channel.BasicPublish~("orders", "new", false, {[|null|]~~[|new BasicProperties()|]}, body);""",
        """await~ channel.BasicPublish~("orders", "new", mandatory: true, {[|basicProperties: null|]~~[|basicProperties: new BasicProperties()|]}, body: body);""",
        """await~ channel.BasicPublish~(body: body, {[|basicProperties: null|]~~[|basicProperties: new BasicProperties()|]}, mandatory: false, routingKey: "new", exchange: "orders");""",
        """await~ channel.BasicPublish~("orders", "new", false, {[|default|]~~[|default(BasicProperties)!|]}, body);""",
        """await~ channel.BasicPublish~(new PublicationAddress("direct", "orders", "new"), {[|null|]~~[|(BasicProperties)null!|]}, body);""")]
    public Task ReportsTheArgument(ClientVersion version, string statement) =>
        Verify.Reports<PersistenceAnalyzer>(version, InMethod(statement, Parameters));

    [Theory, Generations(V6, Cases = [
        """channel.[|BasicPublish|]("orders", "new", body: body);""",
        """channel.[|BasicPublish|]("orders", "new", true, body: body);""",
        """channel.[|BasicPublish|](exchange: "orders", routingKey: "new", body: body);"""])]
    public Task ReportsTheNameWhenPropertiesAreDefaulted(ClientVersion version, string statement) =>
        Verify.Reports<PersistenceAnalyzer>(version, InMethod(statement, Parameters));

    [Theory, Generations(V71, V7, Cases = [
        """await channel.[|BasicPublishAsync|]("orders", "new", body);""",
        """await channel.[|BasicPublishAsync|]("orders", "new", true, body);""",
        """await channel.[|BasicPublishAsync|](body: body, routingKey: "new", exchange: "orders");""",
        """await channel.[|BasicPublishAsync|](new CachedString("orders"), new CachedString("new"), body);""",
        """await channel.[|BasicPublishAsync|]("orders", "new", body, CancellationToken.None);"""])]
    public Task ReportsTheNameWhenTheOverloadHasNoProperties(ClientVersion version, string statement) =>
        Verify.Reports<PersistenceAnalyzer>(version, InMethod(statement, Parameters));

    [Theory, Generations(V71, V7, Cases = [
        """await channel.BasicPublishAsync<BasicProperties>("orders", "new", false, [|null!|], body);""",
        """await channel.BasicPublishAsync<BasicProperties>("orders", "new", false, [|new()|], body);""",
        """await channel.BasicPublishAsync("orders", "new", false, [|new BasicProperties { ContentType = "text/plain" }|], body);"""])]
    public Task ReportsTheGenericOverload(ClientVersion version, string statement) =>
        Verify.Reports<PersistenceAnalyzer>(version, InMethod(statement, Parameters));

    [Theory, AllGenerations]
    public Task ReportsPropertiesThatNobodyMarks(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InMethod(
        """
        var properties = Properties~(channel);
        properties.ContentType = "application/json";
        properties.Headers = new Dictionary<string, object{~~?}>();
        properties.Headers["attempt"] = 1;
        await~ channel.BasicPublish~("orders", "new", false, [|properties|], body);
        await~ channel.BasicPublish~("orders", "changed", false, [|properties|], body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task ReportsConditionalCreation(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InMethod(
        """
        {IBasicProperties~~BasicProperties}? properties = null;
        if (body.Length > 100)
        {
            properties = Properties~(channel);
            properties.ContentEncoding = "gzip";
        }
        await~ channel.BasicPublish~("orders", "new", false, [|properties!|], body);
        await~ channel.BasicPublish~("orders", "new", false, [|body.Length > 1 ? Properties~(channel) : null!|], body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task ReportsPropertiesOfAMethodThatNeverMarks(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, Body~ body)
        {
            await~ channel.BasicPublish~("orders", "new", false, [|Create(channel, "a")|], body);
            await~ channel.BasicPublish~("orders", "new", false, [|WithType(Create(channel, "b"))|], body);
            var properties = Create(channel, "c");
            Complete(properties);
            await~ channel.BasicPublish~("orders", "new", false, [|properties|], body);
        }

        private static {IBasicProperties~~BasicProperties} Create(IChannel~ channel, string id)
        {
            var properties = Properties~(channel);
            properties.MessageId = id;
            return properties;
        }

        private static {IBasicProperties~~BasicProperties} WithType({IBasicProperties~~BasicProperties} properties)
        {
            properties.Type = "order";
            return properties;
        }

        private static void Complete(IBasicProperties properties) => properties.AppId = "shop";
        """));

    [Theory, AllGenerations]
    public Task ReportsPropertiesOfAMethodThatReturnsNull(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, Body~ body) =>
            await~ channel.BasicPublish~("orders", "new", false, [|Create(channel, null)!|], body);

        private static {IBasicProperties~~BasicProperties}? Create(IChannel~ channel, string? id)
        {
            if (id == null)
                return null;
            var properties = Properties~(channel);
            properties.Persistent = true;
            return properties;
        }
        """));

    [Theory, AllGenerations]
    public Task ReportsAcrossLambdasAndLoops(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InMethod(
        """
        foreach (var key in new[] { "a", "b" })
        {
            var properties = Properties~(channel);
            async~ Task~ Publish() => await~ channel.BasicPublish~("orders", key, false, [|properties|], body);
            await~ Publish();
        }
        Func<Task> later = async () =>
        {
            await Task.Yield();
            var own = Properties~(channel);
            await~ channel.BasicPublish~("orders", "late", false, [|own|], body);
        };
        await~ channel.BasicAck~(1, false);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task ReportsLocalThatIsGivenOtherProperties(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InMethod(
        """
        var properties = Properties~(channel);
        properties = Properties~(channel);
        var same = properties;
        same.Priority = 3;
        await~ channel.BasicPublish~("orders", "new", false, [|same|], body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task ReportsExplicitTransientOnlyWhenAsked(ClientVersion version) => Verify.That(version, InMethod(
        """
        var first = Properties~(channel);
        first.Persistent = false;
        await~ channel.BasicPublish~("orders", "new", false, [|first|], body);
        var second = Properties~(channel);
        second.DeliveryMode = {1~~DeliveryModes.Transient};
        await~ channel.BasicPublish~("orders", "new", false, [|second|], body);
        """,
        Parameters)).WithOption("report_explicit_transient", "true").Reports<PersistenceAnalyzer>();

    [Theory, OldGenerations]
    public Task ReportsBatches(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InMethod(
        """
        var batch = channel.CreateBasicPublishBatch();
        var properties = channel.CreateBasicProperties();
        batch.Add("orders", "new", false, [|null|], body);
        batch.Add("orders", "new", false, [|properties|], body);
        batch.Add("orders", "new", mandatory: true, properties: [|properties|], body: body);
        """.Replace("properties: [|properties|]", "[|properties: properties|]"),
        Parameters));

    [Theory, AllGenerations]
    public Task ReportsNamedExchangesAndQueuesByName(ClientVersion version) => Verify.That(version, InMethod(
        """
        const string Queue = "order-queue";
        var exchange = "orders";
        await~ channel.BasicPublish~("", Queue, false, [|Properties~(channel)|], body);
        await~ channel.BasicPublish~(exchange, "new", false, [|Properties~(channel)|], body);
        await~ channel.BasicPublish~(name, "new", false, [|Properties~(channel)|], body);
        """,
        Parameters + ", string name"))
        .WithMessages(
            "The message is published to queue 'order-queue' without being marked persistent: it is lost when the broker restarts, even from a durable queue",
            "The message is published to exchange 'orders' without being marked persistent: it is lost when the broker restarts, even from a durable queue",
            "The message is published to the exchange without being marked persistent: it is lost when the broker restarts, even from a durable queue")
        .Reports<PersistenceAnalyzer>();

    [Theory, AllGenerations]
    public Task ReportsAQueueThatIsDeclaredAsClassic(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("orders", true, false, false, new Dictionary<string, object{~~?}> { ["x-queue-type"] = "classic" });
        await~ channel.QueueDeclare~("invoices", true, false, false, new Dictionary<string, object{~~?}> { ["x-queue-type"] = "quorum" });
        await~ channel.BasicPublish~("", "orders", false, [|Properties~(channel)|], body);
        await~ channel.BasicPublish~("invoices", "invoices", false, [|Properties~(channel)|], body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task ReportsOnTypesThatAreChannels(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version,
        """
        public interface IOrderChannel : IChannel~
        {
        }

        public class Publisher<T> where T : class, IChannel~
        {
            public async~ Task~ Run(IOrderChannel orders, T other, Body~ body)
            {
                await~ orders.BasicPublish~("orders", "new", false, [|Properties~(orders)|], body);
                await~ other.BasicPublish~("orders", "new", false, [|Properties~(other)|], body);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task ReportsOnNullConditionalChannel(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version, InClass(
        """
        private IChannel~? _channel;

        public void Run(Body~ body)
        {
            _channel?.BasicPublish~("orders", "new", false, [|Properties~(_channel)|], body);
        }
        """));

    [Theory, AllGenerations]
    public Task ReportsInTopLevelStatements(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version,
        """
        IChannel~ channel = null!;
        var properties = Properties~(channel);
        Describe(properties);
        await~ channel.BasicPublish~("orders", "new", false, [|properties|], Array.Empty<byte>());

        static void Describe(IBasicProperties properties) => properties.AppId = "shop";
        """);

    [Theory, AllGenerations]
    public Task ReportsWithPrimaryConstructor(ClientVersion version) => Verify.Reports<PersistenceAnalyzer>(version,
        """
        public class Publisher(IChannel~ channel)
        {
            public async~ Task~ Publish(Body~ body) => await~ channel.BasicPublish~("orders", "new", false, [|Properties~(channel)|], body);
        }
        """);

    [Theory, Generations(V7)]
    public Task ReportsInNewestSyntax(ClientVersion version) => Verify.That(version, InMethod(
        """
        BasicProperties properties = new() { Headers = new Dictionary<string, object?> { ["tags"] = (string[])["a", "b"] } };
        await channel.BasicPublishAsync("orders", "new", false, [|properties|], body);
        await channel.BasicPublishAsync("orders", "new", false, [|body.Length switch { 0 => new BasicProperties(), _ => properties }|], body);
        """,
        Parameters)).WithLanguage(LanguageVersion.Preview).Reports<PersistenceAnalyzer>();

    [Theory, AllGenerations]
    public Task ReportsBesideBrokenCode(ClientVersion version) => Verify.That(version, InMethod(
        """
        var properties = Properties~(channel);
        properties.AppId = missing;
        await~ channel.BasicPublish~("orders", "new", false, [|properties|], body);
        """,
        Parameters)).AllowingErrors("CS0103").Reports<PersistenceAnalyzer>();
}
