using System.Text.RegularExpressions;
using QueueAnalyzers.Publishing;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3001: the ways in which programs make the properties of their messages.</summary>
public partial class MessageIsNotPersistentWhereverItsPropertiesAreMadeTests
{
    private const string Members =
        """
        private readonly List<string> _texts = new();
        private bool _flag;

        private static IBP Plain(IChannel~ channel)
        {
            var properties = Properties~(channel);
            properties.ContentType = "text/plain";
            return properties;
        }

        private static IBP Marked(IChannel~ channel)
        {
            var properties = Plain(channel);
            properties.Persistent = true;
            return properties;
        }

        private static IBP Chosen(IChannel~ channel, bool persistent) => persistent ? Marked(channel) : Plain(channel);

        private static IBP WithPersistence(IChannel~ channel, bool persistent)
        {
            var properties = Properties~(channel);
            properties.Persistent = persistent;
            return properties;
        }

        private static void Fill(IBP properties, string type) => properties.ContentType = type;

        private static void FillAndMark(IBP properties)
        {
            Fill(properties, "text/plain");
            properties.DeliveryMode = {2~~DeliveryModes.Persistent};
        }

        private static void Make(IChannel~ channel, out IBP properties) => properties = Properties~(channel);

        private static bool TryMake(IChannel~ channel, out IBP properties)
        {
            properties = Marked(channel);
            return true;
        }
        """;

    private const string Extensions =
        """
        public static class Fluent
        {
            public static IBP OfType(this IBP properties, string type)
            {
                properties.ContentType = type;
                return properties;
            }

            public static IBP AsPersistent(this IBP properties)
            {
                properties.Persistent = true;
                return properties;
            }

            public static T Chained<T>(this T properties) where T : IBasicProperties
            {
                properties.Persistent = true;
                return properties;
            }

            public static IBP Create(this IChannel~ channel) => Properties~(channel);

            public static void Configure(this IBP properties, Action<IBP> configure) => configure(properties);
        }
        """;

    [Theory, AllGenerations(
        "PUBLISH([|Plain(channel)|])",
        "PUBLISH([|channel.Create()|])",
        "PUBLISH([|Fluent.Create(channel)|])",
        "PUBLISH([|Properties~(channel).OfType(\"a\")|])",
        "PUBLISH([|Properties~(channel).OfType(\"a\").OfType(\"b\")|])",
        "PUBLISH([|Fluent.OfType(Plain(channel), \"a\")|])",
        "var properties = channel.Create(); Fill(properties, \"a\"); PUBLISH([|properties|])",
        "var properties = channel.Create().OfType(\"a\"); PUBLISH([|properties|])",
        "IBP properties; if (_flag) properties = Plain(channel); else properties = Properties~(channel); PUBLISH([|properties|])",
        "var properties = _flag ? Plain(channel) : channel.Create(); PUBLISH([|properties|])",
        "IBP? properties = null; properties ??= Plain(channel); PUBLISH([|properties|])",
        "var properties = Plain(channel); foreach (var text in _texts) { properties.MessageId = text; PUBLISH([|properties|]) }",
        "foreach (var text in _texts) { var properties = Plain(channel); properties.MessageId = text; PUBLISH([|properties|]) }",
        "IBP properties = Properties~(channel), other = Marked(channel); other.MessageId = \"a\"; PUBLISH([|properties|])",
        "IBP Local() { var made = Properties~(channel); made.MessageId = \"a\"; return made; } PUBLISH([|Local()|])",
        "static IBP Local(IChannel~ own) => Properties~(own); PUBLISH([|Local(channel)|])",
        "var properties = Plain(channel); if (properties is { ContentType: \"a\" }) properties.ContentType = \"b\"; PUBLISH([|properties|])",
        "var properties = Plain(channel); var same = properties; same.MessageId = \"a\"; PUBLISH([|same|])",
        "var properties = Plain(channel); Console.WriteLine(properties); Console.WriteLine(properties.Persistent); PUBLISH([|properties|])",
        "var properties = Plain(channel); properties.Headers = new Dictionary<string, object{~~?}> { [\"delivery-mode\"] = 2 }; PUBLISH([|properties|])",
        "try { PUBLISH([|Plain(channel)|]) } finally { }")]
    public Task ReportsWhatNobodyMarks(ClientVersion version, string statements) => Verify.Reports<PersistenceAnalyzer>(version, Code(statements));

    [Theory, AllGenerations(
        "PUBLISH(Marked(channel))",
        "PUBLISH(Chosen(channel, true))",
        "PUBLISH(WithPersistence(channel, true))",
        "PUBLISH(WithPersistence(channel, _flag))",
        "PUBLISH(Properties~(channel).OfType(\"a\").AsPersistent())",
        "PUBLISH(Properties~(channel).AsPersistent().OfType(\"a\"))",
        "PUBLISH(channel.Create().Chained())",
        "PUBLISH(Fluent.AsPersistent(Plain(channel)))",
        "var properties = Plain(channel); properties.AsPersistent(); PUBLISH(properties)",
        "var properties = Plain(channel); properties.Chained(); PUBLISH(properties)",
        "var properties = Plain(channel); FillAndMark(properties); PUBLISH(properties)",
        "var properties = Plain(channel); properties.Configure(own => own.Persistent = true); PUBLISH(properties)",
        "Make(channel, out var properties); PUBLISH(properties)",
        "if (TryMake(channel, out var properties)) PUBLISH(properties)",
        "IBP properties; if (_flag) properties = Marked(channel); else properties = Plain(channel); PUBLISH(properties)",
        "var properties = Plain(channel); if (_flag) properties.Persistent = true; PUBLISH(properties)",
        "var properties = Plain(channel); properties.Persistent = _flag; PUBLISH(properties)",
        "var properties = Plain(channel); var same = properties; same.Persistent = true; PUBLISH(properties)",
        "var properties = Plain(channel); Action mark = () => properties.Persistent = true; mark(); PUBLISH(properties)",
        "var properties = Plain(channel); void Mark() => properties.Persistent = true; Mark(); PUBLISH(properties)",
        "var properties = Plain(channel); foreach (var text in _texts) { PUBLISH(properties) properties.Persistent = true; }",
        "Func<IBP> make = () => Plain(channel); PUBLISH(make())",
        "var all = new[] { Plain(channel) }; all[0].Persistent = true; PUBLISH(all[0])",
        "var pair = (Plain(channel), 1); pair.Item1.Persistent = true; PUBLISH(pair.Item1)",
        "(IBP properties, _) = (Marked(channel), 1); PUBLISH(properties)",
        "var lazy = new Lazy<IBP>(() => Plain(channel)); PUBLISH(lazy.Value)",
        "var properties = Plain(channel); (properties.Persistent, properties.AppId) = (true, \"shop\"); PUBLISH(properties)",
        "var properties = Plain(channel); if (properties is IBasicProperties any) any.Persistent = true; PUBLISH(properties)",
        "var properties = Plain(channel); switch (properties) { case { } any: any.Persistent = true; break; } PUBLISH(properties)",
        "object properties = Plain(channel); ((IBasicProperties)properties).Persistent = true; PUBLISH((IBP)properties)",
        "dynamic properties = Plain(channel); properties.Persistent = true; PUBLISH((IBP)properties)")]
    public Task SilentWhereSomebodyMayMark(ClientVersion version, string statements) => Verify.Silent<PersistenceAnalyzer>(version, Code(statements));

    [Theory, AllGenerations]
    public Task SilentAboutFieldsThatConstructorsSet(ClientVersion version) => Verify.Silent<PersistenceAnalyzer>(version, Typed(
        """
        public class Publisher
        {
            private readonly IBP _properties;
            private static IBP? s_shared;

            public Publisher(IChannel~ channel)
            {
                _properties = Properties~(channel);
                _properties.Persistent = true;
                s_shared = Properties~(channel);
                Own = Properties~(channel);
                Own.Persistent = true;
            }

            public IBP Own { get; }

            public async~ Task~ Run(IChannel~ channel, Body~ body)
            {
                await~ channel.BasicPublish~("orders", "new", false, _properties, body);
                await~ channel.BasicPublish~("orders", "new", false, s_shared!, body);
                await~ channel.BasicPublish~("orders", "new", false, Own, body);
                await~ channel.BasicPublish~("orders", "new", false, Inner.Make(channel), body);
            }

            private static class Inner
            {
                public static IBP Make(IChannel~ channel) => new Builder(channel).Build();
            }
        }

        public class Builder
        {
            private readonly IBP _built;

            public Builder(IChannel~ channel) => _built = Properties~(channel);

            public IBP Build()
            {
                _built.Persistent = true;
                return _built;
            }
        }
        """));

    [Theory, Generations(V71, V7, Cases = [
        "PUBLISH(new BasicProperties(Plain(channel)))",
        "PUBLISH(new BasicProperties(Plain(channel)) { AppId = \"shop\" })",
        "PUBLISH(new BasicProperties { ContentType = \"a\", Persistent = true })",
        "PUBLISH(new BasicProperties { DeliveryMode = DeliveryModes.Persistent })",
        "PUBLISH(new BasicProperties { Persistent = _flag })",
        "BasicProperties properties = new() { Persistent = true, Headers = new Dictionary<string, object?>() }; PUBLISH(properties)",
        "var properties = new BasicProperties { ContentType = \"a\" }; properties = new BasicProperties(properties) { Persistent = true }; PUBLISH(properties)"])]
    public Task SilentAboutInitializersAndCopies(ClientVersion version, string statements) => Verify.Silent<PersistenceAnalyzer>(version, Code(statements));

    [Theory, Generations(V71, V7, Cases = [
        "PUBLISH([|new BasicProperties { ContentType = \"a\" }|])",
        "PUBLISH([|new BasicProperties { ContentType = \"a\" }.OfType(\"b\")|])",
        "var properties = new BasicProperties { Headers = new Dictionary<string, object?> { [\"a\"] = 1 } }; PUBLISH([|properties|])"])]
    public Task ReportsInitializers(ClientVersion version, string statements) => Verify.Reports<PersistenceAnalyzer>(version, Code(statements));

    [Theory, OldGenerations(
        "var batch = channel.CreateBasicPublishBatch(); batch.Add(\"orders\", \"new\", false, [|Plain(channel)|], body); batch.Publish();",
        "var batch = channel.CreateBasicPublishBatch(); var properties = Plain(channel); foreach (var text in _texts) batch.Add(\"orders\", text, false, [|properties|], body); batch.Publish();",
        "var batch = channel.CreateBasicPublishBatch(); batch.Add(body: body, properties: [|null|], mandatory: false, routingKey: \"new\", exchange: \"orders\");")]
    public Task ReportsBatches(ClientVersion version, string statements) =>
        Verify.Reports<PersistenceAnalyzer>(version, Code(statements.Replace("properties: [|null|]", "[|properties: null|]", StringComparison.Ordinal)));

    [Theory, OldGenerations(
        "var batch = channel.CreateBasicPublishBatch(); batch.Add(\"orders\", \"new\", false, Marked(channel), body); batch.Publish();",
        "var batch = channel.CreateBasicPublishBatch(); batch.Add(\"orders\", \"new\", false, channel.Create().AsPersistent(), body); batch.Publish();")]
    public Task SilentAboutPersistentBatches(ClientVersion version, string statements) => Verify.Silent<PersistenceAnalyzer>(version, Code(statements));

    [Theory, AllGenerations("M:Fluent.Create(RabbitMQ.Client.{IModel~~IChannel})", "M:Fluent.OfType(RabbitMQ.Client.{I~~}BasicProperties,System.String)")]
    public Task SilentAboutMethodsThatAreConfigured(ClientVersion version, string method) => Verify.That(version, Code("PUBLISH(channel.Create().OfType(\"a\"))"))
        .WithOption("persistent_property_methods", Dialect.Expand(method, version))
        .Silent<PersistenceAnalyzer>();

    private static string Code(string statements) => Typed(
        $$"""
        public class Publisher
        {
            public async~ Task~ Run(IChannel~ channel, Body~ body)
            {
                {{Sent().Replace(statements, "await~ channel.BasicPublish~(\"orders\", \"new\", false, ${properties}, body);")}}
            }

            {{Members.Replace("\n", "\n    ", StringComparison.Ordinal)}}
        }

        {{Extensions}}
        """);

    /// <summary><c>PUBLISH(properties)</c>, with what is balanced inside.</summary>
    [GeneratedRegex(@"PUBLISH\((?<properties>(?:[^()]|(?<open>\()|(?<-open>\)))*(?(open)(?!)))\)")]
    private static partial Regex Sent();

    private static string Typed(string code) => code.Replace("IBP", "{IBasicProperties~~BasicProperties}", StringComparison.Ordinal);
}
