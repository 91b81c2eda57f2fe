using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

public class QueueIsNotDurableTests
{
    private const string Refused = " (RabbitMQ 4.3 refuses it: 541 INTERNAL_ERROR, transient_nonexcl_queues)";

    [Theory, AllGenerations(
        "\"q\", [|false|], false, false, null",
        "\"q\", [|durable: false|], exclusive: false, autoDelete: false, arguments: null",
        "queue: \"q\", autoDelete: false, exclusive: false, arguments: null, [|durable: false|]",
        "\"q\", [|false|], false, true, null",
        "\"q\", [|false|], false",
        "\"q\", exclusive: false, [|durable: false|]",
        "\"q\", [|(false)|], false, false, new Dictionary<string, object>()",
        "\"q\", [|default|], false, false, null",
        "\"q\", [|durable: !true|], false, false, null",
        "Guid.NewGuid().ToString(), [|false|], false, false, null",
        "Environment.MachineName, [|false|], false, false, null")]
    public Task WrittenFlag(ClientVersion version, string arguments) => Verify.Reports<QueueDurabilityAnalyzer>(version, InMethod($"await~ channel.QueueDeclare~({arguments});"));

    [Theory, AllGenerations(
        "\"q\"",
        "queue: \"q\"",
        "\"q\", exclusive: false",
        "\"q\", exclusive: false, autoDelete: false",
        "\"q\", arguments: new Dictionary<string, object>()",
        "autoDelete: false, queue: \"q\"",
        "Environment.MachineName")]
    public Task DefaultedFlag(ClientVersion version, string arguments) => Verify.Reports<QueueDurabilityAnalyzer>(version, InMethod($"await~ channel.[|QueueDeclare~|]({arguments});"));

    [Theory, OldGenerations]
    public Task WithoutAnswer(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, InMethod("""channel.QueueDeclareNoWait("q", [|false|], false, false, null);"""));

    [Theory, Generations(V71, V7)]
    public Task WithoutAnswerFromSeven(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, InMethod("""
        await channel.QueueDeclareAsync("q", [|false|], false, false, noWait: true);
        await channel.QueueDeclareAsync("q", passive: false, [|durable: false|], exclusive: false, autoDelete: false);
        """));

    [Theory, AllGenerations]
    public async Task MessageSaysWhatHappens(ClientVersion version)
    {
        await Verify.That(version, InMethod("""
            await~ channel.QueueDeclare~("orders", [|false|], false, false, null);
            await~ channel.QueueDeclare~(Environment.MachineName, [|false|], false, false, null);
            await~ channel.[|QueueDeclare~|]("orders");
            """))
            .WithMessages(
                "Queue 'orders' is not durable: it is gone with all its messages when the broker restarts" + Refused,
                "The queue is not durable: it is gone with all its messages when the broker restarts" + Refused,
                "Queue 'orders' is not durable: it is gone with all its messages when the broker restarts, and already when its connection closes, because exclusive: true is the default here")
            .Reports<QueueDurabilityAnalyzer>();
        await Verify.That(version, InMethod("""await~ channel.QueueDeclare~("orders", [|false|], false, false, null);"""))
            .WithOption("broker", "lavinmq")
            .WithMessages("Queue 'orders' is not durable: it is gone with all its messages when the broker restarts")
            .Reports<QueueDurabilityAnalyzer>();
    }

    [Theory, AllGenerations]
    public Task ConstantsOfManyKinds(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, InClass("""
        private const string Queue = "q";
        private const bool Durable = false;
        private readonly bool _durable = false;
        private static readonly bool Exclusive = false;
        private readonly bool _late;

        public Program() => _late = false;

        public async~ Task~ Run(IChannel~ channel)
        {
            bool durable = false;
            var exclusive = false;
            var same = durable;
            await~ channel.QueueDeclare~(Queue, [|Durable|], exclusive, false, null);
            await~ channel.QueueDeclare~(Queue, [|_durable|], Exclusive, false, null);
            await~ channel.QueueDeclare~(Queue, [|this._late|], Exclusive, false, null);
            await~ channel.QueueDeclare~(Queue, [|durable: durable|], exclusive: exclusive, autoDelete: false, arguments: null);
            await~ channel.QueueDeclare~(Queue, [|same|], Program.Exclusive, false, null);
        }
        """));

    [Theory, AllGenerations]
    public Task ThroughWrappers(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, InClass("""
        public async~ Task~ Run(IChannel~ channel)
        {
            await~ Declare(channel, "q", [|false|]);
            await~ Declare(channel, "q", true);
            await~ [|WithDefault|](channel, "q");
            await~ WithDefault(channel, "q", durable: true);
            await~ [|Outer|](channel, "q");
            await~ Local("q", [|isDurable: false|]);
            await~ channel.[|Extended|]("q");

            async~ Task~ Local(string name, bool isDurable) => await~ channel.QueueDeclare~(name, isDurable, false, false, null);
        }

        private static async~ Task~ Declare(IChannel~ channel, string queue, bool durable)
        {
            await~ channel.QueueDeclare~(queue, durable, false, false, null);
        }

        private static async~ Task~ WithDefault(IChannel~ channel, string queue, bool durable = false) => await~ Declare(channel, queue, durable);

        private static async~ Task~ Outer(IChannel~ channel, string queue, bool durable = false)
        {
            await~ WithDefault(channel, queue, durable);
        }
        """) + """
        public static class ChannelExtensions
        {
            public static async~ Task~ Extended(this IChannel~ channel, string queue, bool durable = false, bool exclusive = false) => await~ channel.QueueDeclare~(queue, durable, exclusive, false, null);
        }
        """);

    [Theory, AllGenerations]
    public Task WrapperThatDecidesItself(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, InClass("""
        public async~ Task~ Run(IChannel~ channel)
        {
            await~ Declare(channel, "orders");
            await~ Declare(channel, "users");
        }

        private static async~ Task~ Declare(IChannel~ channel, string queue) => await~ channel.QueueDeclare~(queue, [|false|], false, false, null);
        """));

    [Theory, AllGenerations]
    public Task ChannelOfTheUser(ClientVersion version) => Verify.That(version, """
        public abstract class Recording : IChannel~
        {
            public abstract Task~<QueueDeclareOk> QueueDeclare~(string name, bool keep, bool mine, bool drop, IDictionary<string, object{~~?}>{~~?} more{~~ = null, bool check = false, bool hurry = false, CancellationToken token = default});

            public async~ Task~ Run() => await~ QueueDeclare~("q", [|keep: false|], false, false, null);
        }
        """).AllowingErrors("CS0535").Reports<QueueDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task GenericChannel(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, """
        public class Declarer<T> where T : IChannel~
        {
            public async~ Task~ Run(T channel) => await~ channel.QueueDeclare~("q", [|false|], false, false, null);
        }
        """);

    [Theory, AllGenerations]
    public Task NewestSyntax(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, """
        var factory = new ConnectionFactory();
        using~ var connection = await~ factory.CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        string[] names = ["a", "b"];
        foreach (var name in names)
            await~ channel.QueueDeclare~(name, [|false|], false, false, null);
        await~ Declare();
        await~ new Worker(channel).Run();

        async~ Task~ Declare() => await~ channel!.QueueDeclare~(queue: "q", [|durable: false|], false, false, arguments: null);

        public class Worker(IChannel~ channel)
        {
            public async~ Task~ Run() => await~ channel.[|QueueDeclare~|]("q", exclusive: false);
        }
        """);

    [Theory, AllGenerations]
    public Task InLambdasAndConditionalAccess(ClientVersion version) => Verify.Reports<QueueDurabilityAnalyzer>(version, InMethod("""
        Func<object?> declare = () => channel.QueueDeclare~("q", [|false|], false, false, null);
        declare();
        _ = channel?.QueueDeclare~("q", [|false|], false, false, null);
        """));

    [Theory, AllGenerations]
    public Task BrokenCodeAround(ClientVersion version) => Verify.That(version, InMethod("""
        await~ channel.QueueDeclare~("q", [|false|], false, false, null);
        await~ channel.QueueDeclare~("q", missing, false, false, null);
        await~ channel.QueueDeclare~("q", false, );
        await~ channel.QueueDeclare~(
        """)).AllowingErrors().Reports<QueueDurabilityAnalyzer>();

    [Theory, AllGenerations(
        "\"q\", true, false, false, null",
        "queue: \"q\", autoDelete: false, exclusive: false, arguments: null, durable: true",
        "\"q\", durable: true",
        "",
        "\"\"",
        "queue: \"\", false, false, false, null",
        "string.Empty, false, false, true, null",
        "null!, false, false, false, null",
        "durable: false, exclusive: false, autoDelete: false",
        "\"q\", false, true, true, null",
        "\"q\", exclusive: true",
        "\"q\", exclusive: true, autoDelete: false, durable: false",
        "Environment.MachineName, false, true, false, null",
        "\"q\", Environment.HasShutdownStarted, false, false, null",
        "\"q\", false, Environment.HasShutdownStarted, false, null",
        "\"q\", durable: bool.Parse(\"false\"), exclusive: false",
        "\"amq.rabbitmq.reply-to\", false, false, false, null")]
    public Task TemporaryDurableOrUnknown(ClientVersion version, string arguments) => Verify.Silent<QueueDurabilityAnalyzer>(version, InMethod($"await~ channel.QueueDeclare~({arguments});"));

    [Theory, AllGenerations]
    public Task PassiveDeclaration(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, InMethod("await~ channel.QueueDeclarePassive~(\"q\");"));

    [Theory, Generations(V71, V7)]
    public Task PassiveArgument(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, InMethod(
        """
        await channel.QueueDeclareAsync("q", false, false, false, passive: true);
        await channel.QueueDeclareAsync("q", false, false, false, null, true, false);
        await channel.QueueDeclareAsync("q", false, false, false, passive: passive);
        """,
        "IChannel channel, bool passive"));

    [Theory, AllGenerations]
    public Task TemporaryNameFromElsewhere(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, InClass("""
        private const string None = "";
        private static readonly string? Nothing = null;

        public async~ Task~ Run(IChannel~ channel)
        {
            var name = string.Empty;
            const bool exclusive = true;
            await~ channel.QueueDeclare~(None, false, false, false, null);
            await~ channel.QueueDeclare~(Nothing!, false, false, false, null);
            await~ channel.QueueDeclare~(name, false, false, false, null);
            await~ channel.QueueDeclare~("q", false, exclusive, false, null);
            await~ Declare(channel, "", false);
            await~ Declare(channel, "q", false, exclusive: true);
            await~ Declare(channel, "q", false);
        }

        private static async~ Task~ Declare(IChannel~ channel, string queue, bool durable, bool exclusive = true) =>
            await~ channel.QueueDeclare~(queue, durable, exclusive, false, null);
        """));

    [Theory, AllGenerations]
    public Task UnknownFlags(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, InClass("""
        private bool _durable;
        private readonly bool _given;

        public bool Durable { get; set; }

        public Program(bool given) => _given = given;

        public async~ Task~ Run(IChannel~ channel, bool durable, Program options)
        {
            var changed = false;
            if (durable)
                changed = true;
            await~ channel.QueueDeclare~("q", durable, false, false, null);
            await~ channel.QueueDeclare~("q", Durable, false, false, null);
            await~ channel.QueueDeclare~("q", options.Durable, false, false, null);
            await~ channel.QueueDeclare~("q", _durable, false, false, null);
            await~ channel.QueueDeclare~("q", _given, false, false, null);
            await~ channel.QueueDeclare~("q", changed, false, false, null);
            await~ channel.QueueDeclare~("q", false, !changed, false, null);
        }

        public void Set(bool durable) => _durable = durable;
        """));

    [Theory, AllGenerations]
    public Task UnknownWrappers(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, """
        public abstract class Base
        {
            public abstract Task~ Declare(IChannel~ channel, bool durable);

            public Task~ Run(IChannel~ channel) => Declare(channel, false);
        }

        public class Declarer : Base
        {
            public override async~ Task~ Declare(IChannel~ channel, bool durable) => await~ channel.QueueDeclare~("q", durable, false, false, null);
        }

        public class Changing
        {
            public async~ Task~ Declare(IChannel~ channel, bool durable)
            {
                durable |= Environment.HasShutdownStarted;
                await~ channel.QueueDeclare~("q", durable, false, false, null);
            }

            public Task~ Run(IChannel~ channel) => Declare(channel, false);
        }
        """);

    [Theory, AllGenerations]
    public async Task AtMostOnceQueues(ClientVersion version)
    {
        await Verify.That(version, InMethod("""
            await~ channel.QueueDeclare~("metrics.cpu", false, false, false, null);
            await~ channel.QueueDeclare~("ticks");
            """)).WithOption("at_most_once_queues", "ticks, metrics.*").Silent<QueueDurabilityAnalyzer>();
        await Verify.That(version, InMethod("""
            await~ channel.QueueDeclare~("orders", [|false|], false, false, null);
            await~ channel.QueueDeclare~(Environment.MachineName, [|false|], false, false, null);
            """)).WithOption("at_most_once_queues", "ticks, metrics.*").Reports<QueueDurabilityAnalyzer>();
    }

    [Theory, AllGenerations]
    public Task TypeOfTheSameName(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, """
        namespace Mine
        {
            public interface IChannel { void QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete, object arguments); }
            public interface IModel { void QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete, object arguments); }

            public class Program
            {
                public void Run(IChannel channel, IModel model)
                {
                    channel.QueueDeclare("q", false, false, false, null!);
                    model.QueueDeclare("q", durable: false, exclusive: false, autoDelete: false, arguments: null!);
                    QueueDeclare("q");
                }

                private void QueueDeclare(string queue, bool durable = false) { }
            }
        }
        """);

    [Fact]
    public Task NoClient() => Verify.That(V7, "class C { void QueueDeclare(string queue, bool durable) => QueueDeclare(\"q\", false); }").WithoutClient().Silent<QueueDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task ExpressionTree(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, """
        public class Mock<T>
        {
            public void Setup(System.Linq.Expressions.Expression<Action<T>> call) { }
        }

        public class Tests
        {
            public void Run(Mock<IChannel~> mock) => mock.Setup(channel => channel.QueueDeclare~("q", false, false, false, null{~~, false, false, default}));
        }
        """);

    [Theory, AllGenerations]
    public Task GeneratedCode(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, "// <auto-generated/>\n#nullable enable\n" + InMethod("await~ channel.QueueDeclare~(\"q\", false, false, false, null);"));

    [Theory, AllGenerations]
    public Task Exchange(ClientVersion version) => Verify.Silent<QueueDurabilityAnalyzer>(version, InMethod("await~ channel.ExchangeDeclare~(\"x\", \"fanout\", false, false, null);"));
}
