using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

public class QueueIsNotDurableFixTests
{
    [Theory, AllGenerations]
    public Task WrittenFlags(ClientVersion version) => Fixes(
        version,
        InMethod("""
            await~ channel.QueueDeclare~("a", [|false|], false, false, null);
            await~ channel.QueueDeclare~(queue: "b", [|durable: false|], exclusive: false, autoDelete: false, arguments: null);
            await~ channel.QueueDeclare~(arguments: null, autoDelete: true, exclusive: false, [|durable: /* so far */ false|], queue: "c"); // later
            await~ channel.QueueDeclare~(
                queue: "d",
                // not yet
                [|durable: false|],
                exclusive: false,
                autoDelete: false,
                arguments: null);
            """),
        InMethod("""
            await~ channel.QueueDeclare~("a", true, false, false, null);
            await~ channel.QueueDeclare~(queue: "b", durable: true, exclusive: false, autoDelete: false, arguments: null);
            await~ channel.QueueDeclare~(arguments: null, autoDelete: true, exclusive: false, durable: /* so far */ true, queue: "c"); // later
            await~ channel.QueueDeclare~(
                queue: "d",
                // not yet
                durable: true,
                exclusive: false,
                autoDelete: false,
                arguments: null);
            """));

    [Theory, AllGenerations]
    public Task DefaultsOfTheShortOverload(ClientVersion version) => Fixes(
        version,
        InMethod("""
            await~ channel.[|QueueDeclare~|]("a");
            await~ channel.[|QueueDeclare~|](queue: "b" /* name */);
            await~ channel.[|QueueDeclare~|]("c", exclusive: false);
            await~ channel.[|QueueDeclare~|]("d", exclusive: false, autoDelete: false);
            await~ channel.[|QueueDeclare~|]("e", arguments: null);
            await~ channel.QueueDeclare~("f", [|(false)|]);
            await~ channel.QueueDeclare~("g", [|durable: false|], autoDelete: true);
            await~ channel.[|QueueDeclare~|](
                queue: "h",
                autoDelete: false); // all of it
            """),
        InMethod("""
            await~ channel.QueueDeclare~("a", durable: true, exclusive: false, autoDelete: false);
            await~ channel.QueueDeclare~(queue: "b", durable: true, exclusive: false, autoDelete: false /* name */);
            await~ channel.QueueDeclare~("c", durable: true, exclusive: false, autoDelete: false);
            await~ channel.QueueDeclare~("d", durable: true, exclusive: false, autoDelete: false);
            await~ channel.QueueDeclare~("e", durable: true, exclusive: false, autoDelete: false, arguments: null);
            await~ channel.QueueDeclare~("f", (true), exclusive: false, autoDelete: false);
            await~ channel.QueueDeclare~("g", durable: true, exclusive: false, autoDelete: true);
            await~ channel.QueueDeclare~(
                queue: "h",
                durable: true,
                exclusive: false,
                autoDelete: false); // all of it
            """));

    [Theory, Generations(V71, V7)]
    public Task ArgumentsOfSeven(ClientVersion version) => Fixes(
        version,
        InMethod("""
            await channel.[|QueueDeclareAsync|]("a", cancellationToken: CancellationToken.None);
            await channel.QueueDeclareAsync("b", [|false|], false, false, null, false, true, CancellationToken.None);
            """),
        InMethod("""
            await channel.QueueDeclareAsync("a", durable: true, exclusive: false, autoDelete: false, cancellationToken: CancellationToken.None);
            await channel.QueueDeclareAsync("b", true, false, false, null, false, true, CancellationToken.None);
            """));

    [Theory, AllGenerations]
    public Task EveryDeclarationOfTheName(ClientVersion version) => Verify.That(version, InClass("""
            private const string Queue = "orders";

            public async~ Task~ Run(IChannel~ channel)
            {
                await~ channel.QueueDeclare~(Queue, [|false|], false, false, null);
                await~ channel.QueueDeclare~("orders", Environment.HasShutdownStarted, false, false, null);
                await~ channel.QueueDeclare~("orders", false, Environment.HasShutdownStarted, false, null);
                await~ channel.QueueDeclare~("orders", false, true, true, null);
                await~ channel.QueueDeclarePassive~("orders");
            }
            """))
        .WithDocument("Other.cs", "public class Other { public async~ Task~ Run(IChannel~ channel) => await~ channel.[|QueueDeclare~|](\"orders\"); }\n")
        .WithDependentProject("App", "public class App { public async~ Task~ Run(IChannel~ channel) => await~ channel.QueueDeclare~(\"orders\", [|durable: false|], exclusive: false); }\n")
        .Changing("Other.cs", "public class Other { public async~ Task~ Run(IChannel~ channel) => await~ channel.QueueDeclare~(\"orders\", durable: true, exclusive: false, autoDelete: false); }\n")
        .Changing("App.cs", "public class App { public async~ Task~ Run(IChannel~ channel) => await~ channel.QueueDeclare~(\"orders\", durable: true, exclusive: false, autoDelete: false); }\n")
        .Fixes<QueueDurabilityAnalyzer, QueueDurabilityFix>(InClass("""
            private const string Queue = "orders";

            public async~ Task~ Run(IChannel~ channel)
            {
                await~ channel.QueueDeclare~(Queue, true, false, false, null);
                await~ channel.QueueDeclare~("orders", Environment.HasShutdownStarted, false, false, null);
                await~ channel.QueueDeclare~("orders", true, Environment.HasShutdownStarted, false, null);
                await~ channel.QueueDeclare~("orders", false, true, true, null);
                await~ channel.QueueDeclarePassive~("orders");
            }
            """));

    [Theory, AllGenerations]
    public Task FlagsInVariables(ClientVersion version) => Fixes(
        version,
        InClass("""
            private const bool Durable = false;
            private readonly bool _late;
            private static readonly bool Shared = false;

            public Program() => _late = false;

            public async~ Task~ Run(IChannel~ channel)
            {
                bool durable = false; // for now
                var first = false;
                var second = first;
                var both = false;
                await~ channel.QueueDeclare~("a", [|durable|], false, false, null);
                await~ channel.QueueDeclare~("b", [|second|], false, false, null);
                await~ channel.QueueDeclare~("c", [|both|], false, false, null);
                await~ channel.QueueDeclare~("d", [|both|], false, false, null);
                await~ channel.QueueDeclare~("e", [|Durable|], false, false, null);
                await~ channel.QueueDeclare~("f", [|this._late|], false, false, null);
                await~ channel.QueueDeclare~("g", [|Shared|], exclusive: Shared, autoDelete: false, arguments: null);
            }
            """),
        InClass("""
            private const bool Durable = true;
            private readonly bool _late;
            private static readonly bool Shared = false;

            public Program() => _late = true;

            public async~ Task~ Run(IChannel~ channel)
            {
                bool durable = true; // for now
                var first = true;
                var second = first;
                var both = true;
                await~ channel.QueueDeclare~("a", durable, false, false, null);
                await~ channel.QueueDeclare~("b", second, false, false, null);
                await~ channel.QueueDeclare~("c", both, false, false, null);
                await~ channel.QueueDeclare~("d", both, false, false, null);
                await~ channel.QueueDeclare~("e", Durable, false, false, null);
                await~ channel.QueueDeclare~("f", this._late, false, false, null);
                await~ channel.QueueDeclare~("g", true, exclusive: Shared, autoDelete: false, arguments: null);
            }
            """));

    [Theory, AllGenerations]
    public Task FlagOfAnotherProject(ClientVersion version) => Verify.That(version, InMethod("""
            await~ channel.QueueDeclare~("a", [|Flags.Mine|], false, false, null);
            await~ channel.QueueDeclare~("b", [|Flags.Everyones|], Flags.Everyones, false, null);
            """))
        .WithProject("Flags", "public static class Flags { public const bool Mine = false; public const bool Everyones = false; }\n")
        .Changing("Flags.cs", "public static class Flags { public const bool Mine = true; public const bool Everyones = false; }\n")
        .Fixes<QueueDurabilityAnalyzer, QueueDurabilityFix>(InMethod("""
            await~ channel.QueueDeclare~("a", Flags.Mine, false, false, null);
            await~ channel.QueueDeclare~("b", true, Flags.Everyones, false, null);
            """));

    [Theory, AllGenerations]
    public Task CallersOfWrappers(ClientVersion version) => Fixes(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ Declare(channel, "a", [|false|]);
                await~ [|Declare|](channel, "b");
                await~ channel.QueueDeclare~("b", [|false|], false, false, null);
                await~ [|Short|](channel, name: "c");
                await~ Declare(channel, "d", true);
            }

            private static async~ Task~ Declare(IChannel~ channel, string queue, bool isDurable = false) => await~ channel.QueueDeclare~(queue, isDurable, false, false, null);

            private static async~ Task~ Short(IChannel~ channel, string name, bool keep = false) => await~ channel.QueueDeclare~(name, durable: keep);
            """),
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ Declare(channel, "a", true);
                await~ Declare(channel, "b", isDurable: true);
                await~ channel.QueueDeclare~("b", true, false, false, null);
                await~ Short(channel, name: "c", keep: true);
                await~ Declare(channel, "d", true);
            }

            private static async~ Task~ Declare(IChannel~ channel, string queue, bool isDurable = false) => await~ channel.QueueDeclare~(queue, isDurable, false, false, null);

            private static async~ Task~ Short(IChannel~ channel, string name, bool keep = false) => await~ channel.QueueDeclare~(name, durable: keep, exclusive: false, autoDelete: false);
            """));

    [Theory, AllGenerations]
    public Task WrapperThatDecidesItself(ClientVersion version) => Fixes(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ channel.QueueDeclare~("orders", [|false|], false, false, null);
                await~ channel.QueueDeclare~("users", [|false|], false, false, null);
                await~ channel.QueueDeclare~("logs", [|false|], false, false, null);
                await~ Declare(channel, "orders");
                await~ Declare(channel, "users");
            }

            private static async~ Task~ Declare(IChannel~ channel, string queue) => await~ channel.QueueDeclare~(queue, [|false|], false, false, null);
            """),
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ channel.QueueDeclare~("orders", true, false, false, null);
                await~ channel.QueueDeclare~("users", true, false, false, null);
                await~ channel.QueueDeclare~("logs", true, false, false, null);
                await~ Declare(channel, "orders");
                await~ Declare(channel, "users");
            }

            private static async~ Task~ Declare(IChannel~ channel, string queue) => await~ channel.QueueDeclare~(queue, true, false, false, null);
            """));

    [Theory, AllGenerations]
    public async Task NameFromConfiguration(ClientVersion version)
    {
        var before = InMethod("""
            await~ channel.QueueDeclare~(Environment.MachineName, [|false|], false, false, null);
            """);
        await Fixes(version, before, before.Replace("[|false|]", "true"));
        await Verify.OffersNoFix<QueueDurabilityAnalyzer, QueueDurabilityFix>(version, before, NewName);
    }

    [Theory, OldGenerations]
    public Task OldLanguage(ClientVersion version) => Verify
        .That(version, InMethod("channel.[|QueueDeclare|](\"a\");"))
        .WithLanguage(LanguageVersion.CSharp7_3)
        .Fixes<QueueDurabilityAnalyzer, QueueDurabilityFix>(InMethod("channel.QueueDeclare(\"a\", durable: true, exclusive: false, autoDelete: false);"));

    [Theory, AllGenerations]
    public Task NewNameInLiterals(ClientVersion version) => Renames(
        version,
        InMethod(""""
            var body = Encoding.UTF8.GetBytes("image_resize_queue");
            await~ channel.ExchangeDeclare~("image_resize_queue", "direct", true, false, null);
            await~ channel.QueueDeclare~(queue: "image_resize_queue", [|durable: false|], exclusive: false, autoDelete: false, arguments: null);
            await~ channel.QueueDeclarePassive~("image_resize_queue");
            await~ channel.QueueBind~(queue: @"image_resize_queue", exchange: "image_resize_queue", routingKey: "image_resize_queue", arguments: null);
            await~ channel.BasicPublish~(exchange: "", routingKey: "image_resize_queue", basicProperties: Properties~(channel), body: body{~~, mandatory: false});
            await~ channel.BasicPublish~(exchange: "events", routingKey: "image_resize_queue", basicProperties: Properties~(channel), body: body{~~, mandatory: false});
            await~ channel.BasicConsume~("image_resize_queue", false, new EventingConsumer~(channel));
            await~ channel.BasicGet~("""image_resize_queue""", false);
            await~ channel.QueuePurge~("image_resize_queue");
            await~ channel.QueueDelete~("image_resize_queue"/* gone */);
            var address = new PublicationAddress("direct", "", "image_resize_queue");
            Console.WriteLine("image_resize_queue");
            Console.WriteLine("waiting for image_resize_queue" + address);
            """"),
        InMethod(""""
            var body = Encoding.UTF8.GetBytes("image_resize_queue");
            await~ channel.ExchangeDeclare~("image_resize_queue", "direct", true, false, null);
            await~ channel.QueueDeclare~(queue: "image_resize_queue_1", durable: true, exclusive: false, autoDelete: false, arguments: null);
            await~ channel.QueueDeclarePassive~("image_resize_queue_1");
            await~ channel.QueueBind~(queue: @"image_resize_queue_1", exchange: "image_resize_queue", routingKey: "image_resize_queue", arguments: null);
            await~ channel.BasicPublish~(exchange: "", routingKey: "image_resize_queue_1", basicProperties: Properties~(channel), body: body{~~, mandatory: false});
            await~ channel.BasicPublish~(exchange: "events", routingKey: "image_resize_queue", basicProperties: Properties~(channel), body: body{~~, mandatory: false});
            await~ channel.BasicConsume~("image_resize_queue_1", false, new EventingConsumer~(channel));
            await~ channel.BasicGet~("""image_resize_queue_1""", false);
            await~ channel.QueuePurge~("image_resize_queue_1");
            await~ channel.QueueDelete~("image_resize_queue_1"/* gone */);
            var address = new PublicationAddress("direct", "", "image_resize_queue_1");
            Console.WriteLine("image_resize_queue");
            Console.WriteLine("waiting for image_resize_queue" + address);
            """"));

    [Theory, AllGenerations]
    public Task NewNameInConstants(ClientVersion version) => Verify.That(version, InClass("""
            private const string Queue = "orders";
            private readonly string _same = "orders";

            public async~ Task~ Run(IChannel~ channel)
            {
                var name = "orders";
                await~ channel.QueueDeclare~(Queue, [|false|], false, false, null);
                await~ channel.BasicConsume~(_same, false, new EventingConsumer~(channel));
                await~ channel.QueuePurge~(name);
                Console.WriteLine($"{Queue}, {nameof(Queue)}: waiting for " + Queue.ToUpperInvariant());
            }
            """))
        .WithDocument("Other.cs", InMethod("await~ channel.QueueDeclare~(Names.Orders, [|false|], false, false, null);").Replace("Program", "Other"))
        .WithProject("Names", "public static class Names { public const string Orders = /* of customers */ \"orders\"; public const string Exchange = \"orders\"; }\n")
        .Changing("Other.cs", InMethod("await~ channel.QueueDeclare~(Names.Orders, true, false, false, null);").Replace("Program", "Other"))
        .Changing("Names.cs", "public static class Names { public const string Orders = /* of customers */ \"orders_1\"; public const string Exchange = \"orders\"; }\n")
        .Choosing(NewName)
        .Fixes<QueueDurabilityAnalyzer, QueueDurabilityFix>(InClass("""
            private const string Queue = "orders_1";
            private readonly string _same = "orders_1";

            public async~ Task~ Run(IChannel~ channel)
            {
                var name = "orders_1";
                await~ channel.QueueDeclare~(Queue, true, false, false, null);
                await~ channel.BasicConsume~(_same, false, new EventingConsumer~(channel));
                await~ channel.QueuePurge~(name);
                Console.WriteLine($"{Queue}, {nameof(Queue)}: waiting for " + Queue.ToUpperInvariant());
            }
            """));

    [Theory, AllGenerations]
    public Task NewNameThroughParametersAndFields(ClientVersion version) => Renames(
        version,
        """
        public class Publisher
        {
            private readonly IChannel~ _channel;
            private readonly string _queue;

            public Publisher(IChannel~ channel, string queue)
            {
                _channel = channel;
                _queue = queue;
            }

            public async~ Task~ Run(byte[] body)
            {
                await~ Declare(_channel, "orders", [|false|]);
                await~ Send("", "orders", body);
                await~ Send("orders", "orders", body);
                await~ _channel.BasicPublish~("", _queue, null~ body);
            }

            public static Publisher Create(IChannel~ channel) => new Publisher(channel, queue: "orders");

            private async~ Task~ Send(string exchange, string key, byte[] body) => await~ _channel.BasicPublish~(exchange, key, null~ body);

            private static async~ Task~ Declare(IChannel~ channel, string queue, bool durable) => await~ channel.QueueDeclare~(queue, durable, false, false, null);
        }

        """,
        """
        public class Publisher
        {
            private readonly IChannel~ _channel;
            private readonly string _queue;

            public Publisher(IChannel~ channel, string queue)
            {
                _channel = channel;
                _queue = queue;
            }

            public async~ Task~ Run(byte[] body)
            {
                await~ Declare(_channel, "orders_1", true);
                await~ Send("", "orders_1", body);
                await~ Send("orders", "orders", body);
                await~ _channel.BasicPublish~("", _queue, null~ body);
            }

            public static Publisher Create(IChannel~ channel) => new Publisher(channel, queue: "orders_1");

            private async~ Task~ Send(string exchange, string key, byte[] body) => await~ _channel.BasicPublish~(exchange, key, null~ body);

            private static async~ Task~ Declare(IChannel~ channel, string queue, bool durable) => await~ channel.QueueDeclare~(queue, durable, false, false, null);
        }

        """);

    [Theory, AllGenerations]
    public Task ParenthesesAndSuppressions(ClientVersion version) => Renames(
        version,
        InMethod("""
            await~ channel.QueueDeclare~(("orders"), [|durable: (false)|], (false), autoDelete: (false), arguments: null);
            await~ channel.QueuePurge~("orders"!);
            await~ channel.QueuePurge~(queue: (string)("orders"));
            """),
        InMethod("""
            await~ channel.QueueDeclare~(("orders_1"), durable: (true), (false), autoDelete: (false), arguments: null);
            await~ channel.QueuePurge~("orders_1"!);
            await~ channel.QueuePurge~(queue: (string)("orders_1"));
            """));

    [Theory, AllGenerations]
    public Task NewNameInReplyToAndDeadLetterKey(ClientVersion version) => Renames(
        version,
        InMethod("""
            var properties = Properties~(channel);
            properties.ReplyTo = "orders";
            var toQueue = new Dictionary<string, object{~~?}> { ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = "orders" };
            var toExchange = new Dictionary<string, object{~~?}> { { Headers.XDeadLetterExchange, "orders" }, { "x-dead-letter-routing-key", "orders" } };
            await~ channel.QueueDeclare~("work", true, false, false, toQueue);
            await~ channel.QueueDeclare~("more", true, false, false, toExchange);
            await~ channel.QueueDeclare~("orders", [|false|], false, false, null);
            """),
        InMethod("""
            var properties = Properties~(channel);
            properties.ReplyTo = "orders_1";
            var toQueue = new Dictionary<string, object{~~?}> { ["x-dead-letter-exchange"] = "", ["x-dead-letter-routing-key"] = "orders_1" };
            var toExchange = new Dictionary<string, object{~~?}> { { Headers.XDeadLetterExchange, "orders" }, { "x-dead-letter-routing-key", "orders" } };
            await~ channel.QueueDeclare~("work", true, false, false, toQueue);
            await~ channel.QueueDeclare~("more", true, false, false, toExchange);
            await~ channel.QueueDeclare~("orders_1", true, false, false, null);
            """));

    [Theory, AllGenerations]
    public Task NextFreeNumber(ClientVersion version) => Renames(
        version,
        InMethod("""
            await~ channel.QueueDeclare~("images", [|false|], false, false, null);
            await~ channel.QueueDeclare~("images_1", true, false, false, null);
            await~ channel.QueueDeclare~("resize_7", [|false|], false, false, null);
            await~ channel.QueuePurge~("resize_8");
            await~ channel.QueueDeclare~("v2", [|false|], false, false, null);
            await~ channel.QueueDeclare~("_3", [|false|], false, false, null);
            """),
        InMethod("""
            await~ channel.QueueDeclare~("images_2", true, false, false, null);
            await~ channel.QueueDeclare~("images_1", true, false, false, null);
            await~ channel.QueueDeclare~("resize_9", true, false, false, null);
            await~ channel.QueuePurge~("resize_8");
            await~ channel.QueueDeclare~("v2_1", true, false, false, null);
            await~ channel.QueueDeclare~("_3_1", true, false, false, null);
            """));

    [Theory, AllGenerations]
    public Task NewNamesDoNotClash(ClientVersion version) => Renames(
        version,
        InMethod("""
            await~ channel.QueueDeclare~("images", [|false|], false, false, null);
            await~ channel.QueueDeclare~("images_1", [|false|], false, false, null);
            """),
        InMethod("""
            await~ channel.QueueDeclare~("images_2", true, false, false, null);
            await~ channel.QueueDeclare~("images_3", true, false, false, null);
            """));

    [Theory, AllGenerations(
        "await~ channel.QueueDeclare~(nameof(orders), [|false|], false, false, null);",
        "await~ channel.QueueDeclare~(\"or\" + \"ders\", [|false|], false, false, null);",
        "await~ channel.QueueDeclare~($\"orders\", [|false|], false, false, null);",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); await~ channel.QueuePurge~(nameof(orders));",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); await~ channel.BasicPublish~(\"\", nameof(orders), null~ new byte[0]);",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); await~ Purge(nameof(orders)); async~ Task~ Purge(string queue) { await~ channel.QueuePurge~(queue); }",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); await~ channel.QueuePurge~(Tuple.Create(\"orders\").Item1);",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); foreach (var name in new[] { \"orders\" }) await~ channel.QueuePurge~(name);",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); await~ channel.QueuePurge~(orders ?? \"orders\");",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); if (orders == \"orders\") return;",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); log(\"orders\");",
        "await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null); new List<string>().Add(\"orders\");",
        "const string name = \"orders\"; await~ channel.QueueDeclare~(name, [|false|], false, false, null); await~ channel.QueueDeclare~(name + \".retry\", true, false, false, null);",
        "const string name = \"orders\"; await~ channel.QueueDeclare~(name, [|false|], false, false, null); await~ channel.ExchangeDeclare~(name, \"fanout\", true, false, null);")]
    public Task NoNewNameWhereItIsNotSure(ClientVersion version, string statements) => Verify.OffersNoFix<QueueDurabilityAnalyzer, QueueDurabilityFix>(
        version, InMethod(statements.Replace("return;", "throw new Exception();"), "IChannel~ channel, string? orders, Action<string> log"), NewName);

    [Theory, AllGenerations(
        "var name = Guid.NewGuid().ToString(); await~ channel.QueueDeclare~(name, [|false|], false, true, null);",
        "await~ channel.QueueDeclare~(\"replies.\" + Guid.NewGuid(), [|false|], false, false, null);",
        "await~ channel.QueueDeclare~($\"replies.{System.IO.Path.GetRandomFileName()}\", [|false|], false, true, null);")]
    public Task NothingForANameThatIsNewEachTime(ClientVersion version, string statements) =>
        Verify.OffersNoFix<QueueDurabilityAnalyzer, QueueDurabilityFix>(version, InMethod(statements));

    [Theory, AllGenerations]
    public Task NoNewNameThroughInterface(ClientVersion version) => Verify.OffersNoFix<QueueDurabilityAnalyzer, QueueDurabilityFix>(
        version,
        "public interface ISender { void Send(string queue); }\n" + InMethod(
            "sender.Send(\"orders\"); await~ channel.QueueDeclare~(\"orders\", [|false|], false, false, null);", "IChannel~ channel, ISender sender"),
        NewName);

    [Theory, AllGenerations]
    public Task NoNewNameThroughRecord(ClientVersion version) => Verify.OffersNoFix<QueueDurabilityAnalyzer, QueueDurabilityFix>(
        version,
        "public record Options(string Queue);\n" + InMethod("""
            var options = new Options("orders");
            await~ channel.QueueDeclare~("orders", [|false|], false, false, null);
            await~ channel.QueuePurge~(options.Queue);
            """),
        NewName);

    [Theory, AllGenerations]
    public Task NewNameBesidesHarmlessText(ClientVersion version) => Renames(
        version,
        """
        public record Order(string Name);

        public class Log
        {
            public void Write(string text) => Console.WriteLine(text);
        }

        public class Program
        {
            private static readonly Order Sample = new("orders");

            public async~ Task~ Run(IChannel~ channel, Log log)
            {
                log.Write("orders");
                var text = "queue " + "orders";
                Console.WriteLine(text.Length);
                await~ channel.QueueDeclare~("orders", [|false|], false, false, null);
                if (Environment.HasShutdownStarted)
                    throw new InvalidOperationException("orders");
            }
        }

        """,
        """
        public record Order(string Name);

        public class Log
        {
            public void Write(string text) => Console.WriteLine(text);
        }

        public class Program
        {
            private static readonly Order Sample = new("orders");

            public async~ Task~ Run(IChannel~ channel, Log log)
            {
                log.Write("orders");
                var text = "queue " + "orders";
                Console.WriteLine(text.Length);
                await~ channel.QueueDeclare~("orders_1", true, false, false, null);
                if (Environment.HasShutdownStarted)
                    throw new InvalidOperationException("orders");
            }
        }

        """);

    [Fact]
    public Task NewNameInCachedStrings() => Renames(
        V7,
        InClass("""
            private static readonly CachedString Queue = new("orders");
            private static readonly CachedString Default = new("");

            public async Task Run(IChannel channel, byte[] body)
            {
                await channel.QueueDeclareAsync("orders", [|false|], false, false);
                await channel.BasicPublishAsync(new CachedString("events"), new CachedString("orders"), body);
                await channel.BasicPublishAsync(Default, Queue, body);
            }
            """),
        InClass("""
            private static readonly CachedString Queue = new("orders_1");
            private static readonly CachedString Default = new("");

            public async Task Run(IChannel channel, byte[] body)
            {
                await channel.QueueDeclareAsync("orders_1", true, false, false);
                await channel.BasicPublishAsync(new CachedString("events"), new CachedString("orders"), body);
                await channel.BasicPublishAsync(Default, Queue, body);
            }
            """));

    private const string NewName = "Make the queue durable under a new name";

    /// <summary>Of a queue that is durable and still deleted with its last consumer another rule speaks.</summary>
    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.That(version, before).Uncovering("RMQ2003").Fixes<QueueDurabilityAnalyzer, QueueDurabilityFix>(after);

    private static Task Renames(ClientVersion version, string before, string after) => Verify.Fixes<QueueDurabilityAnalyzer, QueueDurabilityFix>(version, before, after, NewName);
}
