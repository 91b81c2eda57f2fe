using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3001: what is not reported.</summary>
public class MessageIsNotPersistentSilenceTests
{
    private const string Parameters = "IChannel~ channel, Body~ body";

    [Theory, AllGenerations(
        "properties.Persistent = true;",
        "properties.DeliveryMode = {2~~DeliveryModes.Persistent};",
        "properties.DeliveryMode = {(byte)2~~(DeliveryModes)2};",
        "properties.Persistent = body.Length > 3;",
        "properties.Persistent |= body.Length > 3;",
        "if (body.Length > 3) properties.Persistent = true;",
        "Action mark = () => properties.Persistent = true; mark();",
        "var same = properties; same.Persistent = true;",
        "(properties.Persistent, properties.Type) = (true, \"order\");",
        "IBasicProperties? maybe = properties; if (maybe is { } sure) sure.Persistent = true;")]
    public Task PropertiesAreMarked(ClientVersion version, string statement) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        $$"""
        var properties = Properties~(channel);
        {{statement}}
        await~ channel.BasicPublish~("orders", "new", false, properties, body);
        """,
        Parameters));

    [Theory, Generations(V5)]
    public Task PropertiesAreMarkedByTheOldMethod(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """
        var properties = channel.CreateBasicProperties();
        properties.SetPersistent(true);
        channel.BasicPublish("orders", "new", false, properties, body);
        """,
        Parameters));

    [Theory, Generations(V71, V7, Cases = [
        "new BasicProperties { Persistent = true }",
        "new BasicProperties { ContentType = \"text/plain\", DeliveryMode = DeliveryModes.Persistent }",
        "new BasicProperties(given)"])]
    public Task PropertiesAreCreatedPersistent(ClientVersion version, string properties) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        $"""await channel.BasicPublishAsync("orders", "new", false, {properties}, body);""",
        Parameters + ", IReadOnlyBasicProperties given"));

    [Theory, AllGenerations("Mark(properties);", "properties.Mark();", "properties = Make(channel);", "properties = Marked(properties);")]
    public Task PropertiesAreMarkedByAMethod(ClientVersion version, string statement) => Verify.Silent<PersistenceAnalyzer>(version,
        $$"""
        public static class Program
        {
            public static async~ Task~ Run({{Parameters}})
            {
                var properties = Properties~(channel);
                {{statement}}
                await~ channel.BasicPublish~("orders", "new", false, properties, body);
            }

            private static void Mark(this {IBasicProperties~~BasicProperties} properties) => Set(properties);

            private static void Set(IBasicProperties properties) => properties.Persistent = true;

            private static {IBasicProperties~~BasicProperties} Marked({IBasicProperties~~BasicProperties} properties)
            {
                properties.DeliveryMode = {2~~DeliveryModes.Persistent};
                return properties;
            }

            private static {IBasicProperties~~BasicProperties} Make(IChannel~ channel)
            {
                var made = Properties~(channel);
                made.Persistent = true;
                return made;
            }
        }
        """);

    [Theory, AllGenerations("given", "given ?? Properties~(channel)", "_field", "Factory.Create(channel)", "_factory(channel)")]
    public Task PropertiesComeFromElsewhere(ClientVersion version, string properties) => Verify.Silent<PersistenceAnalyzer>(version, InClass(
        $$"""
        private readonly {IBasicProperties~~BasicProperties} _field = null!;
        private readonly Func<IChannel~, {IBasicProperties~~BasicProperties}> _factory = null!;

        public async~ Task~ Run(IChannel~ channel, Body~ body, {IBasicProperties~~BasicProperties} given) =>
            await~ channel.BasicPublish~("orders", "new", false, {{properties}}, body);

        public abstract class Factory
        {
            public static Factory Instance { get; set; } = null!;

            public static {IBasicProperties~~BasicProperties} Create(IChannel~ channel) => Instance.Make(channel);

            protected abstract {IBasicProperties~~BasicProperties} Make(IChannel~ channel);
        }
        """));

    [Theory, AllGenerations(
        "configure(properties);",
        "_kept = properties;",
        "new List<IBasicProperties>().Add(properties);",
        "Virtual(properties);",
        "Task.Run(() => properties).Wait();")]
    public Task PropertiesEscape(ClientVersion version, string statement) => Verify.Silent<PersistenceAnalyzer>(version, InClass(
        $$"""
        private IBasicProperties? _kept;

        public async~ Task~ Run(IChannel~ channel, Body~ body, Action<IBasicProperties> configure)
        {
            var properties = Properties~(channel);
            {{statement}}
            await~ channel.BasicPublish~("orders", "new", false, properties, body);
        }

        protected virtual void Virtual(IBasicProperties properties)
        {
        }
        """));

    [Theory, OldGenerations]
    public Task PropertiesOfAReceivedMessage(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """channel.BasicPublish("orders", "new", false, delivery.BasicProperties, delivery.Body);""",
        "IModel channel, BasicDeliverEventArgs delivery"));

    [Theory, AllGenerations("delivery.BasicProperties.ReplyTo", "replyTo", "\"amq.rabbitmq.reply-to\"")]
    public Task ReplyIsSent(ClientVersion version, string routingKey) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        $$"""
        var replyTo = delivery.BasicProperties.ReplyTo;
        await~ channel.BasicPublish~("", {{routingKey}}{~~!}, false, Properties~(channel), body);
        """,
        "IChannel~ channel, Body~ body, BasicDeliverEventArgs delivery"));

    [Theory, AllGenerations]
    public Task ReplyIsSentToItsAddress(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """await~ channel.BasicPublish~(delivery.BasicProperties.ReplyToAddress{~~!}, Properties~(channel), body);""",
        "IChannel~ channel, Body~ body, BasicDeliverEventArgs delivery"));

    [Theory, AllGenerations]
    public Task QueueTakesReplies(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """
        const string Replies = "replies";
        var request = Properties~(channel);
        request.ReplyTo = Replies;
        request.Persistent = true;
        await~ channel.BasicPublish~("", "requests", false, request, body);
        await~ channel.BasicPublish~("", Replies, false, Properties~(channel), body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task QueueIsTemporary(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """
        var answer = await~ channel.QueueDeclare~();
        string queue = (await~ channel.QueueDeclare~("", false, true, true, null)).QueueName;
        await~ channel.QueueDeclare~("scratch", durable: false, exclusive: true, autoDelete: true, arguments: null);
        string computed = Guid.NewGuid().ToString();
        await~ channel.QueueDeclare~(computed, durable: false, exclusive: true, autoDelete: true, arguments: null);
        await~ channel.BasicPublish~("", answer.QueueName, false, Properties~(channel), body);
        await~ channel.BasicPublish~("", queue, false, Properties~(channel), body);
        await~ channel.BasicPublish~("", "scratch", false, Properties~(channel), body);
        await~ channel.BasicPublish~("", computed, false, Properties~(channel), body);
        """,
        Parameters));

    [Theory, Generations(V71, V7)]
    public Task QueueIsTemporaryByTheAnswerItself(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """
        QueueDeclareOk answer = await channel.QueueDeclareAsync();
        string queue = await channel.QueueDeclareAsync();
        await channel.BasicPublishAsync("", answer, body);
        await channel.BasicPublishAsync("", queue, body);
        """,
        Parameters));

    [Theory, AllGenerations(
        "new Dictionary<string, object{~~?}> { [\"x-queue-type\"] = \"quorum\" }",
        "new Dictionary<string, object{~~?}> { { \"x-queue-type\", \"stream\" }, { \"x-max-length\", 10 } }",
        "_arguments",
        "indexed",
        "added")]
    public Task QueueKeepsTransientMessages(ClientVersion version, string arguments) => Verify.Silent<PersistenceAnalyzer>(version,
        $$"""
        public class Publisher
        {
            public async~ Task~ Run({{Parameters}}) => await~ channel.BasicPublish~("", "orders", false, Properties~(channel), body);
        }

        public class Topology
        {
            private static readonly Dictionary<string, object{~~?}> _arguments = new() { ["x-queue-type"] = "quorum" };

            public async~ Task~ Declare(IChannel~ channel)
            {
                var indexed = new Dictionary<string, object{~~?}>();
                indexed["x-queue-type"] = "quorum";
                var added = new Dictionary<string, object{~~?}>();
                added.Add("x-queue-type", "stream");
                await~ channel.QueueDeclare~("orders", true, false, false, {{arguments}});
            }
        }
        """);

    [Theory, Generations(V6, V71, V7)]
    public Task QueueIsQuorumByTheClientsConstant(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """
        var name = Environment.GetEnvironmentVariable("QUEUE")!;
        await~ channel.QueueDeclare~(name, true, false, false, new Dictionary<string, object{~~?}> { [Headers.XQueueType] = "quorum" });
        await~ channel.BasicPublish~("", name, false, Properties~(channel), body);
        """,
        Parameters));

    [Theory, AllGenerations]
    public Task QueueMayLoseMessages(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.BasicPublish~("", "heartbeats", false, Properties~(channel), body);
        await~ channel.BasicPublish~("", "metrics.cpu", false, Properties~(channel), body);
        """,
        Parameters)).WithOption("at_most_once_queues", "heartbeats, metrics.*").Silent<PersistenceAnalyzer>();

    [Theory, AllGenerations]
    public Task BrokerIsLavinMQ(ClientVersion version) => Verify.That(version, InMethod(
        """await~ channel.BasicPublish~("orders", "new", false, Properties~(channel), body);""",
        Parameters)).WithOption("broker", "lavinmq").Silent<PersistenceAnalyzer>();

    [Theory, AllGenerations]
    public Task TransientIsWrittenOut(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """
        var properties = Properties~(channel);
        properties.Persistent = false;
        await~ channel.BasicPublish~("orders", "new", false, properties, body);
        """,
        Parameters));

    [Theory, AllGenerations("M:Library.Mark(RabbitMQ.Client.IBasicProperties)")]
    public Task MethodIsConfiguredAsPersistent(ClientVersion version, string method) => Verify.That(version,
        """
        public static class Library
        {
            public static void Mark(IBasicProperties properties)
            {
            }
        }

        public class Publisher
        {
            public async~ Task~ Run(IChannel~ channel, Body~ body)
            {
                var properties = Properties~(channel);
                Library.Mark(properties);
                await~ channel.BasicPublish~("orders", "new", false, properties, body);
            }
        }
        """).WithOption("persistent_property_methods", method).Silent<PersistenceAnalyzer>();

    [Theory, AllGenerations]
    public Task TypeOnlyLooksLikeTheClient(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version,
        """
        namespace Own
        {
            public interface IChannel
            {
                Task BasicPublishAsync(string exchange, string routingKey, byte[] body);

                void BasicPublish(string exchange, string routingKey, object? basicProperties, byte[] body);

                void Add(string exchange, string routingKey, bool mandatory, object? properties, byte[] body);
            }

            public class Publisher
            {
                public async Task Run(IChannel channel, byte[] body)
                {
                    await channel.BasicPublishAsync("orders", "new", body);
                    channel.BasicPublish("orders", "new", null, body);
                    channel.Add("orders", "new", false, null, body);
                }
            }
        }
        """);

    [Theory, AllGenerations]
    public Task CallIsOnlyDescribed(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        """System.Linq.Expressions.Expression<Action<IChannel~>> call = channel => channel.BasicPublish~("orders", "new", false, Properties~(channel), body{~~, CancellationToken.None});""",
        "Body~ body"));

    [Theory, AllGenerations]
    public Task CallIsVerifiedOnAMock(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version,
        """
        namespace NSubstitute
        {
            public static class SubstituteExtensions
            {
                public static T Received<T>(this T substitute) => substitute;
            }
        }

        namespace Tests
        {
            using NSubstitute;

            public class PublisherTests
            {
                public async~ Task~ Publishes(IChannel~ channel, Body~ body) =>
                    await~ channel.Received().BasicPublish~("orders", "new", false, Properties~(channel), body);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task CodeIsGenerated(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version,
        "// <auto-generated/>\n#nullable enable\n" + InMethod("""await~ channel.BasicPublish~("orders", "new", false, Properties~(channel), body);""", Parameters));

    [Theory, Generations(V71, V7, Cases = ["q.QueueName", "(await channel.QueueDeclareAsync(\"\", exclusive: true)).QueueName"])]
    public Task QueueIsTemporaryUnderACachedName(ClientVersion version, string name) => Verify.Silent<PersistenceAnalyzer>(version, InMethod(
        $$"""
        var q = await channel.QueueDeclareAsync();
        var key = new CachedString({{name}});
        await channel.BasicPublishAsync(new CachedString(""), key, false, new BasicProperties(), body);
        await channel.BasicPublishAsync("", key.Value, false, new BasicProperties(), body);
        """,
        Parameters));

    [Theory, AllGenerations("Library.Fill(properties);", "properties.CopyInto();")]
    public Task PropertiesAreFilledInAnotherProject(ClientVersion version, string statement) => Verify
        .That(version, InMethod($$"""var properties = Properties~(channel); {{statement}} await~ channel.BasicPublish~("orders", "new", false, properties, body);""", Parameters))
        .WithProject(
            "Library",
            "public static class Library { public static void Fill(IBasicProperties properties) { } public static void CopyInto(this IBasicProperties properties) { } }")
        .Silent<PersistenceAnalyzer>();

    [Theory, AllGenerations]
    public Task CallDoesNotCompile(ClientVersion version) => Verify.That(version, InMethod(
        """
        channel.BasicPublish~("orders");
        channel.BasicPublish~("orders", "new", missing, body);
        var misspelt = Properties~(channel);
        misspelt.Persistant = true;
        channel.BasicPublish~("orders", "new", false, misspelt, body);
        channel.BasicPublish~(;
        """,
        Parameters)).AllowingErrors().Silent<PersistenceAnalyzer>();

    [Fact]
    public Task ClientIsNotReferenced() => Verify.That(V7,
        """
        public class Publisher
        {
            public void BasicPublish(string exchange, string routingKey, object? basicProperties, byte[] body) => BasicPublish(exchange, routingKey, null, body);
        }
        """).WithoutClient().Silent<PersistenceAnalyzer>();
}
