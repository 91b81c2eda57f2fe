using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

/// <summary>RMQ2007.</summary>
public class QueueDropsMessagesSilentlyTests
{
    [Theory, AllGenerations(
        "{ [|\"x-max-length\"|], 10 }",
        "{ [|\"x-max-length-bytes\"|], 10 }",
        "{ [|Headers.XMaxLength|], Environment.ProcessorCount }",
        "{ [|\"x-max-length\"|], 10 }, { \"x-overflow\", \"drop-head\" }",
        "{ \"x-max-length-bytes\", 10 }, { [|\"x-max-length\"|], 10 }",
        "{ [|\"x-message-ttl\"|], 10 }",
        "{ [|\"x-message-ttl\"|], 10 }, { \"x-overflow\", \"reject-publish\" }, { \"x-max-length\", 5 }",
        "{ [|\"x-message-ttl\"|], 10 }, { [|\"x-max-length\"|], 5 }",
        "{ [|\"x-max-length\"|], 10 }, { \"x-queue-type\", \"quorum\" }",
        "{ [|\"x-max-length\"|], 10 }, { \"x-queue-type\", \"classic\" }, { \"x-expires\", 5 }")]
    public Task Reports_an_entry(ClientVersion version, string entries) => Verify.Reports<DroppedMessagesAnalyzer>(version, Queue(entries));

    [Theory, AllGenerations]
    public Task Reports_entries_in_every_form(ClientVersion version) => Verify.Reports<DroppedMessagesAnalyzer>(version, InClass(
        """
        private static readonly IDictionary<string, object> Shared = new Dictionary<string, object> { { [|"x-max-length"|], 5 } };
        private IDictionary<string, object> Own => new Dictionary<string, object> { [ [|"x-max-length"|] ] = 5 };
        public async~ Task~ Run(IChannel~ channel)
        {
            var arguments = new Dictionary<string, object>();
            arguments[ [|"x-max-length"|] ] = 5;
            arguments.Add([|"x-message-ttl"|], 5);
            await~ channel.QueueDeclare~("a", true, false, false, arguments);
            await~ channel.QueueDeclare~("b", true, false, false, Shared);
            await~ channel.QueueDeclare~("c", true, false, false, Shared);
            await~ channel.QueueDeclare~("d", true, false, false, Own);
        }
        """.Replace("[ [|", "[[|").Replace("|] ]", "|]]")));

    [Theory, AllGenerations]
    public Task Messages_say_when_and_why(ClientVersion version) => Verify.That(version, Queue("""{ [|"x-max-length"|], 5 }, { [|"x-message-ttl"|], 5 }"""))
        .WithMessages(
            "Queue 'q' drops messages when it is full, confirmed ones too, and nobody is told: x-overflow is not 'reject-publish', and there is no dead-letter exchange",
            "Queue 'q' drops messages when they are older than x-message-ttl, confirmed ones too, and nobody is told: there is no dead-letter exchange")
        .Reports<DroppedMessagesAnalyzer>();

    [Theory, AllGenerations(
        "{ \"x-max-length\", 10 }, { \"x-overflow\", \"reject-publish\" }",
        "{ \"x-max-length\", 10 }, { \"x-overflow\", \"reject-publish-dlx\" }",
        "{ \"x-max-length\", 10 }, { \"x-overflow\", Environment.MachineName }",
        "{ \"x-max-length\", 10 }, { \"x-dead-letter-exchange\", \"dlx\" }",
        "{ \"x-message-ttl\", 10 }, { \"x-dead-letter-exchange\", \"\" }, { \"x-dead-letter-routing-key\", \"other\" }",
        "{ \"x-max-length-bytes\", 10 }, { \"x-queue-type\", \"stream\" }",
        "{ \"x-max-length-bytes\", 10 }, { \"x-queue-type\", Environment.MachineName }",
        "{ \"x-max-length\", 10 }, { \"x-queue-type\", \"stream\" }",
        "{ \"x-max-length\", 10 }, { Environment.MachineName, \"dlx\" }",
        "{ \"x-max-priority\", 10 }, { \"x-expires\", 5 }",
        "")]
    public Task Silent(ClientVersion version, string entries) => Verify.Silent<DroppedMessagesAnalyzer>(version, Queue(entries));

    [Theory, AllGenerations]
    public Task Silent_on_entries_added_conditionally(ClientVersion version) => Verify.Silent<DroppedMessagesAnalyzer>(version, InMethod(
        """
        var limited = new Dictionary<string, object>();
        if (Environment.Is64BitProcess)
            limited["x-max-length"] = 5;
        await~ channel.QueueDeclare~("a", true, false, false, limited);
        var saved = new Dictionary<string, object> { { "x-message-ttl", 5 } };
        if (Environment.Is64BitProcess)
            saved.Add("x-dead-letter-exchange", "dlx");
        await~ channel.QueueDeclare~("b", true, false, false, saved);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_arguments_that_are_not_known(ClientVersion version) => Verify.Silent<DroppedMessagesAnalyzer>(version, InClass(
        """
        public IDictionary<string, object> Open = new Dictionary<string, object> { { "x-max-length", 5 } };
        public async~ Task~ Run(IChannel~ channel, IDictionary<string, object> given, Action<IDictionary<string, object>> configure)
        {
            given["x-max-length"] = 5;
            await~ channel.QueueDeclare~("a", true, false, false, given);
            await~ channel.QueueDeclare~("b", true, false, false, Open);
            var arguments = new Dictionary<string, object> { { "x-max-length", 5 } };
            configure(arguments);
            await~ channel.QueueDeclare~("c", true, false, false, arguments);
            var loop = new Dictionary<string, object> { { "x-max-length", 5 } };
            foreach (var pair in given)
                loop[pair.Key] = pair.Value;
            await~ channel.QueueDeclare~("d", true, false, false, loop);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_queues_that_may_lose_messages(ClientVersion version) => Verify.That(version, Queue("""{ "x-max-length", 10 }"""))
        .WithOption("at_most_once_queues", "q")
        .Silent<DroppedMessagesAnalyzer>();

    [Theory, AllGenerations]
    public Task LavinMQ_knows_one_word_only(ClientVersion version) => Verify.That(version, Queue("""{ [|"x-max-length"|], 10 }, { "x-overflow", "reject-publish-dlx" }"""))
        .WithOption("broker", "lavinmq")
        .Reports<DroppedMessagesAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<DroppedMessagesAnalyzer>(version,
        """
        public interface IMyChannel { void QueueDeclare(string queue, bool durable, IDictionary<string, object> arguments); }
        public class Program { public void Run(IMyChannel channel) => channel.QueueDeclare("q", false, new Dictionary<string, object> { { "x-max-length", 5 } }); }
        """);

    [Theory, AllGenerations]
    public Task Fix_refuses_new_messages(ClientVersion version) => Verify.Fixes<DroppedMessagesAnalyzer, DroppedMessagesFix>(version,
        InMethod(
            """
            await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { { [|"x-max-length"|], 5 } });
            var arguments = new Dictionary<string, object>
            {
                [ [|Headers.XMaxLength|] ] = 5, // enough
                ["x-expires"] = 5
            };
            await~ channel.QueueDeclare~("b", true, false, false, arguments);
            var added = new Dictionary<string, object>();
            added.Add([|"x-max-length"|], 5); // enough
            await~ channel.QueueDeclare~("c", true, false, false, added);
            var set = new Dictionary<string, object> { ["x-overflow"] = "drop-head" };
            set[ [|"x-max-length-bytes"|] ] = 5;
            await~ channel.QueueDeclare~("d", true, false, false, set);
            """.Replace("[ [|", "[[|").Replace("|] ]", "|]]")),
        InMethod(
            """
            await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { { "x-max-length", 5 }, { "x-overflow", "reject-publish" } });
            var arguments = new Dictionary<string, object>
            {
                [Headers.XMaxLength] = 5,
                [OVERFLOW] = "reject-publish", // enough
                ["x-expires"] = 5
            };
            await~ channel.QueueDeclare~("b", true, false, false, arguments);
            var added = new Dictionary<string, object>();
            added.Add("x-max-length", 5);
            added.Add("x-overflow", "reject-publish"); // enough
            await~ channel.QueueDeclare~("c", true, false, false, added);
            var set = new Dictionary<string, object> { ["x-overflow"] = "reject-publish" };
            set["x-max-length-bytes"] = 5;
            await~ channel.QueueDeclare~("d", true, false, false, set);
            """.Replace("OVERFLOW", version == ClientVersion.V5 ? "\"x-overflow\"" : "Headers.XOverflow")));

    [Theory, AllGenerations]
    public Task No_fix_for_messages_that_grow_old(ClientVersion version) =>
        Verify.OffersNoFix<DroppedMessagesAnalyzer, DroppedMessagesFix>(version, Queue("""{ [|"x-message-ttl"|], 5 }"""));

    private static string Queue(string entries) => InMethod($$"""await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { {{entries}} });""");
}
