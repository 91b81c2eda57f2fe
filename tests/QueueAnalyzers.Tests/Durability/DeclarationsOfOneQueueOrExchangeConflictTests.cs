using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

/// <summary>RMQ2006.</summary>
public class DeclarationsOfOneQueueOrExchangeConflictTests
{
    [Theory, AllGenerations(
        "false, false, false, null",
        "true, true, false, null",
        "true, false, true, null",
        "true, false, false, new Dictionary<string, object> { { \"x-message-ttl\", 1000 } }",
        "true, false, false, new Dictionary<string, object> { { \"x-queue-type\", \"quorum\" } }",
        "true, false, false, Make()",
        "durable: false, exclusive: false, autoDelete: false, arguments: null")]
    public Task Reports_a_queue(ClientVersion version, string other) => Verify.Reports<DeclarationConflictAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel) { await~ channel.{|also:QueueDeclare~|}("q", true, false, false, null); }
        public async~ Task~ Again(IChannel~ channel) { await~ channel.[|QueueDeclare~|]("q", {{other}}); }
        private static IDictionary<string, object> Make() => new Dictionary<string, object> { ["x-max-length"] = 5 };
        """));

    [Theory, AllGenerations("\"fanout\", true, false, null", "\"topic\", false, false, null", "\"topic\", true, true, null", "ExchangeType.Direct, true, false, null",
        "\"topic\", true, false, new Dictionary<string, object> { { \"alternate-exchange\", \"spare\" } }", "\"topic\"")]
    public Task Reports_an_exchange(ClientVersion version, string other) => Verify.Reports<DeclarationConflictAnalyzer>(version, InMethod(
        $$"""
        await~ channel.{|also:ExchangeDeclare~|}("x", "topic", true, false, null);
        await~ channel.[|ExchangeDeclare~|]("x", {{other}});
        """));

    [Theory, AllGenerations]
    public Task Reports_every_declaration_that_differs_from_the_first(ClientVersion version) => Verify.Reports<DeclarationConflictAnalyzer>(version, InMethod(
        """
        const string queue = "q";
        await~ channel.QueueDeclare~(queue, true, false, false, null);
        await~ channel.[|QueueDeclare~|]("q", false, false, false, null);
        await~ channel.QueueDeclare~("q", true, false, false, null);
        await~ channel.[|QueueDeclare~|]("q");
        """));

    [Theory, AllGenerations]
    public Task The_first_is_the_first_by_path(ClientVersion version) => Verify.That(version, InMethod("""await~ channel.[|QueueDeclare~|](Names.Orders, false, false, false, null);"""))
        .WithDocument("Code.Consumer.cs",
            """
            public static class Names { public const string Orders = "orders"; }
            public class Consumer
            {
                public async~ Task~ Run(IChannel~ channel) { await~ channel.{|also:QueueDeclare~|}(Names.Orders, true, false, false, null); }
            }
            """)
        .WithMessages("Queue 'orders' is declared differently in Code.Consumer.cs (line 4), as to 'durable': whichever comes second is refused with '406 PRECONDITION_FAILED - inequivalent arg 'durable'', and its channel is closed")
        .Reports<DeclarationConflictAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_callers_of_a_wrapper(ClientVersion version) => Verify.Reports<DeclarationConflictAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            await~ channel.QueueDeclare~("q", false, false, false, null);
            await~ [|Declare|](channel, "q");
            await~ Declare(channel, "r");
        }
        private async~ Task~ Declare(IChannel~ channel, string queue) { await~ channel.QueueDeclare~(queue, true, false, false, null); }
        """));

    [Theory, AllGenerations]
    public Task Reports_values_that_differ(ClientVersion version) => Verify.Reports<DeclarationConflictAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { { "x-message-ttl", 1000 }, { "x-max-length", 5 } });
        await~ channel.[|QueueDeclare~|]("q", true, false, false, new Dictionary<string, object> { { "x-message-ttl", 2000L }, { "x-max-length", 5 } });
        """));

    [Theory, AllGenerations(
        "\"q\", true, false, false, null",
        "\"q\", durable: true, exclusive: false, autoDelete: false",
        "\"other\", false, false, false, null",
        "Environment.MachineName, false, false, false, null",
        "\"q\", Environment.Is64BitProcess, Environment.Is64BitProcess, Environment.Is64BitProcess, null",
        "\"q\", true, false, false, new Dictionary<string, object> { { \"x-queue-type\", \"classic\" } }",
        "\"q\", true, false, false, new Dictionary<string, object> { { \"x-mesage-ttl\", 5 } }",
        "\"q\", true, false, false, new Dictionary<string, object> { { \"x-message-ttl\", Environment.TickCount }, { Environment.MachineName, 5 } }.ToDictionary(pair => pair.Key, pair => pair.Value)",
        "\"q\", true, false, false, given")]
    public Task Silent(ClientVersion version, string other) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        $$"""
        await~ channel.QueueDeclare~("q", true, false, false, null);
        await~ channel.QueueDeclare~({{other}});
        """, "IChannel~ channel, IDictionary<string, object> given"));

    [Theory, AllGenerations]
    public Task Silent_on_equal_numbers_of_different_types(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { { "x-message-ttl", 1000 } });
        await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { { "x-message-ttl", 1000L } });
        """));

    [Theory, AllGenerations]
    public Task Silent_on_entries_added_conditionally(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        """
        var arguments = new Dictionary<string, object>();
        if (Environment.Is64BitProcess)
            arguments["x-message-ttl"] = 5;
        await~ channel.QueueDeclare~("q", true, false, false, arguments);
        await~ channel.QueueDeclare~("q", true, false, false, null);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_alternatives(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        """
        if (Environment.Is64BitProcess)
            await~ channel.QueueDeclare~("a", true, false, false, null);
        else
            await~ channel.QueueDeclare~("a", false, false, false, null);
        try { await~ channel.QueueDeclare~("b", true, false, false, null); }
        catch (Exception) { await~ channel.QueueDeclare~("b", false, false, false, null); }
        switch (Environment.ProcessorCount)
        {
            case 1: await~ channel.QueueDeclare~("c", true, false, false, null); break;
            default: await~ channel.QueueDeclare~("c", false, false, false, null); break;
        }
        if (Environment.UserInteractive) { await~ channel.QueueDeclare~("d", true, false, false, null); return; }
        await~ channel.QueueDeclare~("d", false, false, false, null);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_compiled_alternatives(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version,
        """
        #define TESTED
        public class Program
        {
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ channel.QueueDeclare~("q", true, false, false, null);
        #if TESTED
                await~ channel.QueueDeclare~("q", false, false, false, null);
        #else
                await~ channel.QueueDeclare~("q", false, false, true, null);
        #endif
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_where_the_queue_is_deleted(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", false, false, false, null);
        await~ channel.QueueDelete~("q");
        await~ channel.QueueDeclare~("q", true, false, false, null);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_several_virtual_hosts(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InClass(
        """
        private readonly ConnectionFactory one = new() { VirtualHost = "one" };
        private readonly ConnectionFactory two = new() { VirtualHost = "two" };
        public async~ Task~ Run(IChannel~ first, IChannel~ second)
        {
            await~ first.QueueDeclare~("q", false, false, false, null);
            await~ second.QueueDeclare~("q", true, false, false, null);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_between_tests(ClientVersion version) => Verify.Reports<DeclarationConflictAnalyzer>(version,
        """
        public sealed class FactAttribute : Attribute { }
        public class OrderTests
        {
            [Fact] public async~ Task~ First(IChannel~ channel) { await~ channel.QueueDeclare~("q", false, false, false, null); }
            [Fact] public async~ Task~ Second(IChannel~ channel) { await~ channel.QueueDeclare~("q", true, false, false, null); }
            [FactAttribute] public async~ Task~ Third(IChannel~ channel)
            {
                await~ channel.QueueDeclare~("r", true, false, false, null);
                await~ channel.[|QueueDeclare~|]("r", false, false, false, null);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_exclusive_and_server_named_queues(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("", false, true, true, null);
        await~ channel.QueueDeclare~("", true, false, false, null);
        await~ channel.QueueDeclare~("mine", false, true, true, null);
        await~ channel.QueueDeclare~("mine", true, true, false, null);
        await~ channel.QueueDeclarePassive~("mine");
        """));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_passive_declarations(ClientVersion version) => Verify.Silent<DeclarationConflictAnalyzer>(version, InMethod(
        """
        await channel.QueueDeclareAsync("q", false, false, false, null, passive: true);
        await channel.QueueDeclareAsync("q", true, false, false, null);
        """));

    [Theory, AllGenerations]
    public Task LavinMQ_compares_everything(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", true, false, false, null);
        await~ channel.[|QueueDeclare~|]("q", true, false, false, new Dictionary<string, object> { { "x-queue-type", "classic" } });
        await~ channel.[|QueueDeclare~|]("q", true, false, false, new Dictionary<string, object> { { "x-mesage-ttl", 5 } });
        """))
        .WithOption("broker", "lavinmq")
        .Reports<DeclarationConflictAnalyzer>();

    [Theory, AllGenerations]
    public Task Fix_copies_the_flags_of_the_first(ClientVersion version) => Verify.Fixes<DeclarationConflictAnalyzer, DeclarationConflictFix>(version,
        InMethod(
            """
            await~ channel.QueueDeclare~("q", true, false, false, null);
            await~ channel.[|QueueDeclare~|]("q", false, false, true, null); // later
            await~ channel.[|QueueDeclare~|]("q");
            await~ channel.ExchangeDeclare~("x", ExchangeType.Topic, true, false, null);
            await~ channel.[|ExchangeDeclare~|]("x", type: "fanout");
            """),
        InMethod(
            """
            await~ channel.QueueDeclare~("q", true, false, false, null);
            await~ channel.QueueDeclare~("q", true, false, false, null); // later
            await~ channel.QueueDeclare~("q", durable: true, exclusive: false, autoDelete: false);
            await~ channel.ExchangeDeclare~("x", ExchangeType.Topic, true, false, null);
            await~ channel.ExchangeDeclare~("x", type: "topic", durable: true);
            """));

    [Theory, AllGenerations]
    public Task No_fix_for_arguments(ClientVersion version) => Verify.OffersNoFix<DeclarationConflictAnalyzer, DeclarationConflictFix>(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", true, false, false, null);
        await~ channel.[|QueueDeclare~|]("q", true, false, false, new Dictionary<string, object> { { "x-expires", 5 } });
        """));
}
