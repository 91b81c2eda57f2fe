using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

/// <summary>RMQ2004.</summary>
public class QueuesPropertiesContradictItsTypeTests
{
    [Theory, AllGenerations(
        "[|false|], false, false", "true, [|true|], false", "true, false, [|true|]", "[|durable: false|], exclusive: false, autoDelete: false", "[|false|], [|true|], [|true|]")]
    public Task Reports_a_flag(ClientVersion version, string flags) => Verify.Reports<QueueTypeAnalyzer>(version, InMethod(
        $$"""
        await~ channel.QueueDeclare~("q", {{flags}}, arguments: new Dictionary<string, object> { { "x-queue-type", "quorum" } });
        await~ channel.QueueDeclare~("s", {{flags}}, arguments: new Dictionary<string, object> { ["x-queue-type"] = "stream" });
        """));

    [Theory, AllGenerations]
    public Task Reports_the_short_overloads_defaults_once(ClientVersion version) => Verify.Reports<QueueTypeAnalyzer>(version, InMethod(
        """
        await~ channel.[|QueueDeclare~|]("q", arguments: new Dictionary<string, object> { { "x-queue-type", "quorum" } });
        await~ channel.[|QueueDeclare~|]("q", durable: true, exclusive: false, arguments: new Dictionary<string, object> { { "x-queue-type", "quorum" } });
        """));

    [Theory, AllGenerations(
        "quorum|\"x-max-priority\", 5", "quorum|\"x-queue-mode\", \"lazy\"", "quorum|\"x-max-age\", \"7D\"", "quorum|\"x-queue-master-locator\", \"random\"",
        "stream|\"x-message-ttl\", 5", "stream|\"x-dead-letter-exchange\", \"dlx\"", "stream|Headers.XMaxLength, 5", "stream|\"x-single-active-consumer\", true",
        "classic|\"x-delivery-limit\", 5", "classic|\"x-quorum-initial-group-size\", 3")]
    public Task Reports_an_argument_that_the_type_does_not_take(ClientVersion version, string entry) => Verify.Reports<QueueTypeAnalyzer>(version, InMethod(
        $$"""
        await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { { "x-queue-type", "{{entry.Split('|')[0]}}" }, [|{ {{entry.Split('|')[1]}} }|] });
        """));

    [Theory, AllGenerations]
    public Task Reports_entries_in_every_form(ClientVersion version) => Verify.Reports<QueueTypeAnalyzer>(version, InClass(
        """
        private const string Type = "x-queue-type";
        private static readonly Dictionary<string, object> Shared = new() { { Type, "quorum" }, [|{ "x-max-priority", 5 }|] };

        public async~ Task~ Run(IChannel~ channel)
        {
            var arguments = new Dictionary<string, object>() { [Type] = "stream", [|["x-expires"] = 5|] };
            [|arguments["x-message-ttl"] = 5|];
            [|arguments.Add("x-max-length", 5)|];
            await~ channel.QueueDeclare~("a", true, false, false, arguments);
            arguments.Add("x-overflow", "drop-head");
            await~ channel.QueueDeclare~("b", true, false, false, Shared);
            await~ channel.QueueDeclare~("c", true, false, false, Shared);
            await~ channel.QueueDeclare~("d", true, false, false, Quorum());
            IDictionary<string, object> filled = new Dictionary<string, object>(Shared);
            Fill(filled);
            await~ channel.QueueDeclare~("e", true, false, false, filled);
        }

        private static IDictionary<string, object> Quorum() => new Dictionary<string, object> { { Type, "quorum" }, [|{ "x-max-age", "1D" }|] };
        private static void Fill(IDictionary<string, object> arguments) { [|arguments["x-queue-mode"] = "lazy"|]; }
        """));

    [Theory, AllGenerations]
    public Task Messages_say_it_in_the_brokers_words(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", [|false|], false, [|true|], new Dictionary<string, object> { { "x-queue-type", "quorum" }, [|{ "x-max-priority", 5 }|] });
        """))
        .WithMessages(
            "Queue 'q' is declared with x-queue-type 'quorum', which has to be durable: the broker refuses it, '406 PRECONDITION_FAILED - invalid property 'non-durable'' (RabbitMQ 4.3: 541 INTERNAL_ERROR, transient_nonexcl_queues)",
            "Queue 'q' is declared with x-queue-type 'quorum', which cannot be deleted automatically: the broker refuses it, '406 PRECONDITION_FAILED - invalid property 'auto-delete''",
            "Queue 'q' is declared with x-queue-type 'quorum', which takes no 'x-max-priority': the broker refuses it, '406 PRECONDITION_FAILED - invalid arg 'x-max-priority' … of queue type rabbit_quorum_queue'")
        .Reports<QueueTypeAnalyzer>();

    [Theory, AllGenerations]
    public Task LavinMQ_makes_ordinary_queues(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", [|false|], false, false, new Dictionary<string, object> { { "x-queue-type", "quorum" }, { "x-max-priority", 5 } });
        await~ channel.QueueDeclare~("r", [|false|], false, false, new Dictionary<string, object> { { "x-queue-type", "qourum" } });
        await~ channel.QueueDeclare~("s", true, false, false, new Dictionary<string, object> { { "x-queue-type", "stream" }, { "x-message-ttl", 5 } });
        await~ channel.QueueDeclare~("t", false, false, false, new Dictionary<string, object> { { "x-queue-type", "classic" } });
        """))
        .WithOption("broker", "lavinmq")
        .WithMessagesContaining("of which LavinMQ makes an ordinary queue")
        .Reports<QueueTypeAnalyzer>();

    [Theory, AllGenerations]
    public Task Streams_of_LavinMQ_refuse_less(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("s", true, false, false, new Dictionary<string, object> { { "x-queue-type", "stream" }, [|{ "x-expires", 5 }|], { "x-max-length", 5 } });
        """))
        .WithOption("broker", "lavinmq")
        .WithMessagesContaining("Argument x-expires not allowed for streams")
        .Reports<QueueTypeAnalyzer>();

    [Theory, AllGenerations(
        "true, false, false, new Dictionary<string, object> { { \"x-queue-type\", \"quorum\" }, { \"x-delivery-limit\", 5 }, { \"x-expires\", 5 } }",
        "true, false, false, new Dictionary<string, object> { { \"x-queue-type\", \"stream\" }, { \"x-max-age\", \"7D\" }, { \"x-max-length-bytes\", 5 } }",
        "false, true, true, new Dictionary<string, object> { { \"x-queue-type\", \"classic\" }, { \"x-max-priority\", 5 }, { \"x-queue-leader-locator\", \"balanced\" } }",
        "false, true, true, null",
        "false, true, true, new Dictionary<string, object>()",
        "false, true, true, new Dictionary<string, object> { { \"x-queue-type\", Environment.MachineName } }",
        "false, true, true, new Dictionary<string, object> { { \"x-queue-type\", \"qourum\" } }",
        "false, true, true, given",
        "false, true, true, maybe",
        "false, true, true, Make()",
        "Environment.Is64BitProcess, Environment.Is64BitProcess, Environment.Is64BitProcess, new Dictionary<string, object> { { \"x-queue-type\", \"quorum\" } }",
        "true, false, false, new Dictionary<string, object> { { \"x-queue-type\", \"quorum\" }, { \"x-unknown-key\", 5 }, { \"x-overflow\", \"reject-publish\" } }")]
    public Task Silent(ClientVersion version, string arguments) => Verify.Silent<QueueTypeAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, IDictionary<string, object> given)
        {
            var maybe = new Dictionary<string, object>();
            if (given.Count > 3)
                maybe["x-queue-type"] = "quorum";
            given["x-queue-type"] = Environment.MachineName;
            await~ channel.QueueDeclare~("q", {{arguments}});
        }
        private static IDictionary<string, object> Make() => Environment.Is64BitProcess ? new Dictionary<string, object> { { "x-queue-type", "quorum" } } : null!;
        """));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_a_passive_declaration(ClientVersion version) => Verify.Silent<QueueTypeAnalyzer>(version, InMethod(
        """await channel.QueueDeclareAsync("q", false, true, true, new Dictionary<string, object?> { { "x-queue-type", "quorum" } }, passive: true);"""));

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<QueueTypeAnalyzer>(version,
        """
        public interface IMyChannel { void QueueDeclare(string queue, bool durable, IDictionary<string, object> arguments); }
        public class Program { public void Run(IMyChannel channel) => channel.QueueDeclare("q", false, new Dictionary<string, object> { { "x-queue-type", "quorum" } }); }
        """);

    [Theory, AllGenerations]
    public Task Other_rules_are_silent_then(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("q", {|RMQ2004:false|}, false, false, new Dictionary<string, object> { { "x-queue-type", "quorum" }, {|RMQ2004:{ "x-queue-mode", 5 }|} });
        await~ channel.QueueDeclare~("r", true, {|RMQ2004:true|}, false, new Dictionary<string, object> { { "x-queue-type", "quorum" }, {|RMQ2004:{ "x-max-priority", "5" }|} });
        """))
        .AllReport();

    [Theory, AllGenerations]
    public Task Fix_sets_the_flags(ClientVersion version) => Verify.Fixes<QueueTypeAnalyzer, QueueTypeFix>(version,
        InMethod(
            """
            var arguments = new Dictionary<string, object> { { "x-queue-type", "quorum" } };
            await~ channel.QueueDeclare~("a", [|false|], [|true|], false, arguments); // once
            await~ channel.[|QueueDeclare~|]("b", arguments: arguments);
            await~ channel.QueueDeclare~("c", true, exclusive: false, [|autoDelete: true|], arguments: arguments);
            """),
        InMethod(
            """
            var arguments = new Dictionary<string, object> { { "x-queue-type", "quorum" } };
            await~ channel.QueueDeclare~("a", true, false, false, arguments); // once
            await~ channel.QueueDeclare~("b", durable: true, exclusive: false, autoDelete: false, arguments: arguments);
            await~ channel.QueueDeclare~("c", true, exclusive: false, autoDelete: false, arguments: arguments);
            """));

    [Theory, AllGenerations]
    public Task Fix_removes_the_argument(ClientVersion version) => Verify.Fixes<QueueTypeAnalyzer, QueueTypeFix>(version,
        InMethod(
            """
            await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { { "x-queue-type", "quorum" }, [|{ "x-max-priority", 5 }|] });
            var arguments = new Dictionary<string, object>
            {
                [|["x-max-priority"] = 5|],
                ["x-queue-type"] = "quorum", // replicated
            };
            [|arguments.Add("x-queue-mode", "lazy")|];
            await~ channel.QueueDeclare~("b", true, false, false, arguments);
            """),
        InMethod(
            """
            await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { { "x-queue-type", "quorum" } });
            var arguments = new Dictionary<string, object>
            {
                ["x-queue-type"] = "quorum", // replicated
            };
            await~ channel.QueueDeclare~("b", true, false, false, arguments);
            """));
}
