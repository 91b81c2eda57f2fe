using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

public class ExchangeIsNotDurableTests
{
    [Theory, AllGenerations(
        "\"x\", \"fanout\", [|false|], false, null",
        "\"x\", ExchangeType.Direct, [|durable: false|], autoDelete: false, arguments: null",
        "type: \"topic\", exchange: \"x\", autoDelete: false, [|durable: false|]",
        "\"x\", \"fanout\", [|false|]",
        "\"x\", \"fanout\", [|durable: false|]",
        "\"x\", \"x-delayed-message\", [|default|], false, new Dictionary<string, object>()",
        "\"x\", \"fanout\", [|(bool)false|], false, null",
        "Environment.MachineName, ExchangeType.Headers, [|false|], false, null")]
    public Task WrittenFlag(ClientVersion version, string arguments) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, InMethod($"await~ channel.ExchangeDeclare~({arguments});"));

    [Theory, AllGenerations(
        "\"x\", \"fanout\"",
        "exchange: \"x\", type: ExchangeType.Fanout",
        "type: ExchangeType.Topic, exchange: \"x\"",
        "\"x\", \"fanout\", autoDelete: false",
        "\"x\", \"fanout\", arguments: null",
        "Environment.MachineName, \"topic\"")]
    public Task DefaultedFlag(ClientVersion version, string arguments) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, InMethod($"await~ channel.[|ExchangeDeclare~|]({arguments});"));

    [Theory, OldGenerations]
    public Task WithoutAnswer(ClientVersion version) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, InMethod("""
        channel.ExchangeDeclareNoWait("x", "fanout", [|false|], false, null);
        channel.[|ExchangeDeclareNoWait|]("x", "fanout");
        """));

    [Theory, AllGenerations]
    public Task MessageNamesTheExchange(ClientVersion version) => Verify.That(version, InMethod("""
        const string name = "events";
        await~ channel.[|ExchangeDeclare~|](name, "fanout");
        await~ channel.[|ExchangeDeclare~|](Environment.MachineName, "fanout");
        """))
        .WithMessages(
            "Exchange 'events' is not durable: it is gone with its bindings when the broker restarts, and messages published to it are lost",
            "The exchange is not durable: it is gone with its bindings when the broker restarts, and messages published to it are lost")
        .Reports<ExchangeDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task ConstantsOfManyKinds(ClientVersion version) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, InClass("""
        private const bool Durable = false;
        private readonly bool _durable = false;

        public async~ Task~ Run(IChannel~ channel)
        {
            var durable = false;
            var autoDelete = false;
            await~ channel.ExchangeDeclare~("x", "fanout", [|Durable|], autoDelete, null);
            await~ channel.ExchangeDeclare~("x", "fanout", [|_durable|]);
            await~ channel.ExchangeDeclare~("x", "fanout", [|durable|], false, null);
        }
        """));

    [Theory, AllGenerations]
    public Task ThroughWrappers(ClientVersion version) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, InClass("""
        public async~ Task~ Run(IChannel~ channel)
        {
            await~ Declare(channel, "x", [|false|]);
            await~ [|Declare|](channel, "x");
            await~ Declare(channel, "x", true);
            await~ Declare(channel, "amq.topic", false);
        }

        private static async~ Task~ Declare(IChannel~ channel, string exchange, bool durable = false) => await~ channel.ExchangeDeclare~(exchange, "topic", durable);
        """));

    [Theory, AllGenerations]
    public Task NewestSyntax(ClientVersion version) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, """
        var factory = new ConnectionFactory();
        using~ var connection = await~ factory.CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        foreach (var name in (string[])["a", "b"])
            await~ channel.ExchangeDeclare~(name, "fanout", [|false|]);
        await~ Declare();
        await~ new Worker(channel).Run();

        async~ Task~ Declare() => await~ channel!.[|ExchangeDeclare~|]("x", "fanout");

        public class Worker(IChannel~ channel)
        {
            public async~ Task~ Run() => await~ channel.[|ExchangeDeclare~|]("x", "fanout");
        }
        """);

    [Theory, AllGenerations]
    public Task GenericChannel(ClientVersion version) => Verify.Reports<ExchangeDurabilityAnalyzer>(version, """
        public class Declarer<T> where T : IChannel~
        {
            public async~ Task~ Run(T channel) => await~ channel.ExchangeDeclare~("x", "fanout", [|false|], false, null);
        }
        """);

    [Theory, AllGenerations]
    public Task ChannelOfTheUser(ClientVersion version) => Verify.That(version, """
        public abstract class Recording : IChannel~
        {
            public abstract Task~ ExchangeDeclare~(string name, string kind, bool keep, bool drop, IDictionary<string, object{~~?}>{~~?} more{~~ = null, bool check = false, bool hurry = false, CancellationToken token = default});

            public async~ Task~ Run() => await~ ExchangeDeclare~("x", "fanout", [|keep: false|], false, null);
        }
        """).AllowingErrors("CS0535").Reports<ExchangeDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task BrokenCodeAround(ClientVersion version) => Verify.That(version, InMethod("""
        await~ channel.[|ExchangeDeclare~|]("x", "fanout");
        await~ channel.ExchangeDeclare~("x", "fanout", missing);
        await~ channel.ExchangeDeclare~("x", );
        await~ channel.ExchangeDeclare~(
        """)).AllowingErrors().Reports<ExchangeDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task AtMostOnceIsAboutQueues(ClientVersion version) => Verify.That(version, InMethod("""await~ channel.[|ExchangeDeclare~|]("ticks", "fanout");"""))
        .WithOption("at_most_once_queues", "ticks").Reports<ExchangeDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task LavinMQLosesThemToo(ClientVersion version) => Verify.That(version, InMethod("""await~ channel.[|ExchangeDeclare~|]("x", "fanout");"""))
        .WithOption("broker", "lavinmq").Reports<ExchangeDurabilityAnalyzer>();

    [Theory, AllGenerations(
        "\"x\", \"fanout\", true, false, null",
        "\"x\", \"fanout\", durable: true",
        "durable: true, type: \"fanout\", exchange: \"x\"",
        "\"x\", \"fanout\", false, true, null",
        "\"x\", \"fanout\", autoDelete: true",
        "\"x\", \"fanout\", false, Environment.HasShutdownStarted, null",
        "\"x\", \"fanout\", Environment.HasShutdownStarted, false, null",
        "\"amq.topic\", \"topic\", false, false, null",
        "\"amq.direct\", \"direct\"",
        "\"\", \"direct\"",
        "string.Empty, \"direct\", false, false, null")]
    public Task DurableTemporaryOrUnknown(ClientVersion version, string arguments) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, InMethod($"await~ channel.ExchangeDeclare~({arguments});"));

    [Theory, AllGenerations]
    public Task PassiveDeclaration(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, InMethod("await~ channel.ExchangeDeclarePassive~(\"x\");"));

    [Theory, Generations(V71, V7)]
    public Task PassiveArgument(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, InMethod(
        """
        await channel.ExchangeDeclareAsync("x", "fanout", false, false, passive: true);
        await channel.ExchangeDeclareAsync("x", "fanout", false, false, null, true);
        await channel.ExchangeDeclareAsync("x", "fanout", false, false, passive: passive);
        """,
        "IChannel channel, bool passive"));

    [Theory, AllGenerations]
    public Task UnknownFlags(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, InClass("""
        private bool _durable;

        public bool Durable { get; set; }

        public async~ Task~ Run(IChannel~ channel, bool durable, bool autoDelete)
        {
            await~ channel.ExchangeDeclare~("x", "fanout", durable, false, null);
            await~ channel.ExchangeDeclare~("x", "fanout", Durable);
            await~ channel.ExchangeDeclare~("x", "fanout", _durable);
            await~ channel.ExchangeDeclare~("x", "fanout", autoDelete: autoDelete);
        }

        public void Set(bool durable) => _durable = durable;
        """));

    [Theory, AllGenerations]
    public Task TypeOfTheSameName(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, """
        namespace Mine
        {
            public interface IChannel { void ExchangeDeclare(string exchange, string type, bool durable = false, bool autoDelete = false); }

            public class Program
            {
                public void Run(IChannel channel) => channel.ExchangeDeclare("x", "fanout");
            }
        }
        """);

    [Theory, AllGenerations]
    public Task ExpressionTree(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, """
        public class Mock<T>
        {
            public void Setup(System.Linq.Expressions.Expression<Action<T>> call) { }
        }

        public class Tests
        {
            public void Run(Mock<IChannel~> mock) => mock.Setup(channel => channel.ExchangeDeclare~("x", "fanout", false, false, null{~~, false, false, default}));
        }
        """);

    [Theory, AllGenerations]
    public Task GeneratedCode(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, "// <auto-generated/>\n#nullable enable\n" + InMethod("await~ channel.ExchangeDeclare~(\"x\", \"fanout\");"));

    [Theory, AllGenerations]
    public Task Queue(ClientVersion version) => Verify.Silent<ExchangeDurabilityAnalyzer>(version, InMethod("await~ channel.QueueDeclare~(\"q\", false, false, false, null);"));
}
