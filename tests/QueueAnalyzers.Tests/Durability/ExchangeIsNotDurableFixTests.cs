using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

public class ExchangeIsNotDurableFixTests
{
    private const string NewName = "Make the exchange durable under a new name";

    [Theory, AllGenerations]
    public Task WrittenAndOmittedFlags(ClientVersion version) => Verify.Fixes<ExchangeDurabilityAnalyzer, ExchangeDurabilityFix>(
        version,
        InMethod("""
            await~ channel.ExchangeDeclare~("a", "fanout", [|false|], false, null);
            await~ channel.[|ExchangeDeclare~|]("b", "fanout"); // all of them
            await~ channel.[|ExchangeDeclare~|](type: "fanout", exchange: "c", autoDelete: false);
            await~ channel.[|ExchangeDeclare~|]("d", "fanout", arguments: null);
            await~ channel.[|ExchangeDeclare~|]("d", "fanout", /* none */ arguments: null);
            await~ channel.[|ExchangeDeclare~|](
                exchange: "e",
                type: ExchangeType.Topic /* keys */);
            await~ channel.[|ExchangeDeclare~|](
                exchange: "f",
                type: "fanout",
                arguments: new Dictionary<string, object>
                {
                    { "alternate-exchange", "a" },
                });
            await~ channel.[|ExchangeDeclare~|](Environment.MachineName, "fanout");
            """),
        InMethod("""
            await~ channel.ExchangeDeclare~("a", "fanout", true, false, null);
            await~ channel.ExchangeDeclare~("b", "fanout", durable: true); // all of them
            await~ channel.ExchangeDeclare~(type: "fanout", exchange: "c", durable: true, autoDelete: false);
            await~ channel.ExchangeDeclare~("d", "fanout", durable: true, arguments: null);
            await~ channel.ExchangeDeclare~("d", "fanout", /* none */ arguments: null, durable: true);
            await~ channel.ExchangeDeclare~(
                exchange: "e",
                type: ExchangeType.Topic,
                durable: true /* keys */);
            await~ channel.ExchangeDeclare~(
                exchange: "f",
                type: "fanout",
                durable: true,
                arguments: new Dictionary<string, object>
                {
                    { "alternate-exchange", "a" },
                });
            await~ channel.ExchangeDeclare~(Environment.MachineName, "fanout", durable: true);
            """));

    [Theory, AllGenerations]
    public Task EveryDeclarationOfTheName(ClientVersion version) => Verify.That(version, InMethod("""
            const bool durable = false;
            await~ channel.ExchangeDeclare~(Names.Events, "fanout", [|durable|]);
            await~ channel.ExchangeDeclare~("events", "fanout", false, true, null);
            await~ channel.ExchangeDeclarePassive~("events");
            await~ channel.QueueDeclare~("events", true, false, false, null);
            """))
        .WithProject("Names", "public static class Names { public const string Events = \"events\"; }\n")
        .WithDependentProject("App", "public class App { public async~ Task~ Run(IChannel~ channel) => await~ channel.[|ExchangeDeclare~|](\"events\", \"fanout\"); }\n")
        .Changing("App.cs", "public class App { public async~ Task~ Run(IChannel~ channel) => await~ channel.ExchangeDeclare~(\"events\", \"fanout\", durable: true); }\n")
        .Fixes<ExchangeDurabilityAnalyzer, ExchangeDurabilityFix>(InMethod("""
            const bool durable = true;
            await~ channel.ExchangeDeclare~(Names.Events, "fanout", durable);
            await~ channel.ExchangeDeclare~("events", "fanout", false, true, null);
            await~ channel.ExchangeDeclarePassive~("events");
            await~ channel.QueueDeclare~("events", true, false, false, null);
            """));

    [Theory, AllGenerations]
    public Task CallersOfWrappers(ClientVersion version) => Verify.Fixes<ExchangeDurabilityAnalyzer, ExchangeDurabilityFix>(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ Declare(channel, "a", [|false|]);
                await~ [|Declare|](channel, "b");
            }

            private static async~ Task~ Declare(IChannel~ channel, string exchange, bool durable = false) => await~ channel.ExchangeDeclare~(exchange, "topic", durable);
            """),
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ Declare(channel, "a", true);
                await~ Declare(channel, "b", durable: true);
            }

            private static async~ Task~ Declare(IChannel~ channel, string exchange, bool durable = false) => await~ channel.ExchangeDeclare~(exchange, "topic", durable);
            """));

    [Theory, AllGenerations]
    public Task NewNameEverywhere(ClientVersion version) => Verify.That(version, InClass("""
            private const string Events = "events";

            public async~ Task~ Run(IChannel~ channel, byte[] body)
            {
                var arguments = new Dictionary<string, object{~~?}> { { "x-dead-letter-exchange", "events" }, { "x-dead-letter-routing-key", "events" } };
                await~ channel.[|ExchangeDeclare~|](exchange: Events, type: "fanout");
                await~ channel.QueueDeclare~("events", true, false, false, arguments);
                await~ channel.QueueBind~("events", "events", "events", null);
                await~ channel.ExchangeBind~(destination: "events", source: "all", routingKey: "events", arguments: null);
                await~ channel.ExchangeBind~("more", "events", "", null);
                await~ channel.BasicPublish~(exchange: Events, routingKey: "events", basicProperties: Properties~(channel), body: body{~~, mandatory: false});
                await~ channel.BasicPublish~("", "events", null~ body);
                await~ channel.QueueUnbind~("events", "events", "events", null);
                await~ channel.ExchangeDelete~(@"events");
                Console.WriteLine("events");
            }
            """))
        .Choosing(NewName)
        .Fixes<ExchangeDurabilityAnalyzer, ExchangeDurabilityFix>(InClass("""
            private const string Events = "events_1";

            public async~ Task~ Run(IChannel~ channel, byte[] body)
            {
                var arguments = new Dictionary<string, object{~~?}> { { "x-dead-letter-exchange", "events_1" }, { "x-dead-letter-routing-key", "events" } };
                await~ channel.ExchangeDeclare~(exchange: Events, type: "fanout", durable: true);
                await~ channel.QueueDeclare~("events", true, false, false, arguments);
                await~ channel.QueueBind~("events", "events_1", "events", null);
                await~ channel.ExchangeBind~(destination: "events_1", source: "all", routingKey: "events", arguments: null);
                await~ channel.ExchangeBind~("more", "events_1", "", null);
                await~ channel.BasicPublish~(exchange: Events, routingKey: "events", basicProperties: Properties~(channel), body: body{~~, mandatory: false});
                await~ channel.BasicPublish~("", "events", null~ body);
                await~ channel.QueueUnbind~("events", "events_1", "events", null);
                await~ channel.ExchangeDelete~(@"events_1");
                Console.WriteLine("events");
            }
            """));

    [Theory, AllGenerations(
        "await~ channel.[|ExchangeDeclare~|](Environment.MachineName, \"fanout\");",
        "await~ channel.[|ExchangeDeclare~|](nameof(channel), \"fanout\");",
        "const string x = \"x\"; await~ channel.[|ExchangeDeclare~|](x, \"fanout\"); await~ channel.QueuePurge~(x);",
        "const string x = \"x\"; await~ channel.[|ExchangeDeclare~|](x, \"fanout\"); await~ channel.ExchangeDeclare~($\"{x}.dead\", \"fanout\", true);")]
    public Task NoNewNameWhereItIsNotSure(ClientVersion version, string statements) =>
        Verify.OffersNoFix<ExchangeDurabilityAnalyzer, ExchangeDurabilityFix>(version, InMethod(statements), NewName);
}
