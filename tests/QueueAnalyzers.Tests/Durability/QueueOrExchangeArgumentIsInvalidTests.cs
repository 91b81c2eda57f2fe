using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

/// <summary>RMQ2005.</summary>
public class QueueOrExchangeArgumentIsInvalidTests
{
    [Theory, AllGenerations(
        "x-dead-letter-exhange", "x-message-tll", "message-ttl", "X-Message-TTL", "x-max-lenght", "x_expires", "xmessage-ttl", "max-length", "overflow", "x-queue-typ", "x-single-active-consumers")]
    public Task Reports_a_misspelt_key(ClientVersion version, string key) => Verify.Reports<ArgumentAnalyzer>(version, Queue($$"""{ [|"{{key}}"|], 5 }"""));

    [Theory, AllGenerations("alternate-exhange", "x-alternate-exchange", "Alternate-Exchange")]
    public Task Reports_a_misspelt_key_of_an_exchange(ClientVersion version, string key) => Verify.Reports<ArgumentAnalyzer>(version, Exchange($$"""{ [|"{{key}}"|], "spare" }"""));

    [Theory, AllGenerations(
        "\"x-message-ttl\"|\"60000\"", "\"x-message-ttl\"|60000.0", "\"x-message-ttl\"|1.5f", "\"x-message-ttl\"|5m", "\"x-message-ttl\"|true", "\"x-message-ttl\"|-1", "\"x-message-ttl\"|5UL",
        "\"x-message-ttl\"|TimeSpan.FromMinutes(1)", "\"x-message-ttl\"|TimeSpan.FromMinutes(1).TotalMilliseconds", "Headers.XMessageTTL|DateTime.Now", "\"x-message-ttl\"|null",
        "\"x-expires\"|0", "\"x-max-priority\"|256", "\"x-max-length\"|Environment.MachineName", "\"x-overflow\"|\"reject\"", "\"x-queue-type\"|\"qourum\"", "\"x-queue-type\"|5",
        "\"x-single-active-consumer\"|\"true\"", "\"x-dead-letter-exchange\"|5", "\"x-max-age\"|\"7days\"", "\"x-queue-version\"|3", "\"x-delivery-limit\"|\"5\"", "\"x-expires\"|(object)5.5")]
    public Task Reports_a_value_that_is_refused(ClientVersion version, string entry) =>
        Verify.Reports<ArgumentAnalyzer>(version, Queue($$"""{ {{entry.Split('|')[0]}}, [|{{entry.Split('|')[1]}}|] }"""));

    [Theory, AllGenerations]
    public Task Reports_entries_in_every_form(ClientVersion version) => Verify.Reports<ArgumentAnalyzer>(version, InClass(
        """
        private const string Key = "x-message-tll";
        private readonly TimeSpan age = TimeSpan.FromMinutes(1);
        private readonly IDictionary<string, object> shared = new Dictionary<string, object> { { [|"x-max-lenght"|], 5 } };

        public async~ Task~ Run(IChannel~ channel)
        {
            var arguments = new Dictionary<string, object>() { [ [|Key|] ] = 5, ["x-expires"] = [|age.Milliseconds|] };
            arguments["x-message-ttl"] = [|age.TotalMilliseconds|];
            if (age > TimeSpan.Zero)
                arguments.Add([|"x-overlow"|], "drop-head");
            arguments.TryAdd("x-max-length", [|"5"|]);
            await~ channel.QueueDeclare~("a", true, false, false, arguments);
            await~ channel.QueueDeclare~("b", true, false, false, shared);
            await~ channel.QueueDeclare~("c", true, false, false, shared);
            await~ Declare(channel, new Dictionary<string, object> { ["x-max-length-bytes"] = [|-5|] });
        }

        private async~ Task~ Declare(IChannel~ channel, IDictionary<string, object> given) { await~ channel.QueueDeclare~("d", true, false, false, given); }
        """).Replace("[ [|Key|] ]", "[[|Key|]]"));

    [Theory, AllGenerations]
    public Task Reports_once_what_a_wrapper_declares_in_two_ways(ClientVersion version) => Verify.That(version, InClass(
        """
        private readonly IDictionary<string, object> shared = new Dictionary<string, object> { { [|"x-max-lenght"|], 5 } };

        public async~ Task~ Run(IChannel~ channel) { await~ Declare(channel, "orders"); }

        private async~ Task~ Declare(IChannel~ channel, string queue)
        {
            if (queue == Environment.MachineName)
                await~ channel.QueueDeclare~(queue, true, false, false, shared);
            else
                await~ channel.QueueDeclare~(queue, true, false, true, shared);
        }
        """)).WithMessages("Argument 'x-max-lenght' is unknown to the broker, which ignores it: 'x-max-length' is meant").Reports<ArgumentAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_a_routing_key_without_its_exchange(ClientVersion version) => Verify.Reports<ArgumentAnalyzer>(version, Queue("""{ [|"x-dead-letter-routing-key"|], "dead" }"""));

    [Theory, AllGenerations]
    public Task Messages_say_what_the_broker_does(ClientVersion version) => Verify.That(version, Queue(
        """{ [|"x-message-tll"|], 5 }, { "x-expires", [|"5"|] }, { "x-max-priority", [|300|] }, { "x-max-length", [|default(TimeSpan).Milliseconds|] }""")
        .Replace("[|default(TimeSpan).Milliseconds|]", "5"))
        .WithMessages(
            "Argument 'x-message-tll' is unknown to the broker, which ignores it: 'x-message-ttl' is meant",
            "Argument 'x-expires' is given a value of type 'string': the broker refuses the declaration, '406 PRECONDITION_FAILED - invalid arg 'x-expires'', and accepts only whole numbers from 1 to 315360000000",
            "Argument 'x-max-priority' is given '300': the broker refuses the declaration, '406 PRECONDITION_FAILED - invalid arg 'x-max-priority'', and accepts only whole numbers from 0 to 255")
        .Reports<ArgumentAnalyzer>();

    [Theory, AllGenerations(
        "\"x-message-ttl\"|60000", "\"x-message-ttl\"|(long)TimeSpan.FromMinutes(1).TotalMilliseconds", "\"x-message-ttl\"|(int)TimeSpan.FromMinutes(1).TotalMilliseconds",
        "\"x-message-ttl\"|Environment.TickCount", "\"x-message-ttl\"|(short)5", "\"x-message-ttl\"|(object)5", "\"x-message-ttl\"|Given()", "\"x-message-ttl\"|Limit",
        "\"x-delivery-limit\"|-1", "\"x-overflow\"|\"reject-publish-dlx\"", "\"x-queue-leader-locator\"|\"min-masters\"", "\"x-queue-type\"|Environment.MachineName",
        "\"x-my-own-metadata\"|5", "\"x-cache-size\"|\"5\"", "\"alternate-exchange\"|\"a\"", "\"owner\"|\"team-a\"", "Environment.MachineName|5", "\"x-ha-policy\"|\"all\"", "\"ha-mode\"|\"all\"",
        "\"x-queue-mode\"|\"lasy\"", "\"x-queue-version\"|1", "Headers.XDeadLetterExchange|\"\"")]
    public Task Silent(ClientVersion version, string entry) => Verify.Silent<ArgumentAnalyzer>(version, InClass(
        $$"""
        private const int Limit = 5;
        public async~ Task~ Run(IChannel~ channel) { await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { { {{entry.Split('|')[0]}}, {{entry.Split('|')[1]}} } }); }
        private static object Given() => "5";
        """));

    [Theory, AllGenerations]
    public Task Silent_on_exchanges_that_are_right(ClientVersion version) =>
        Verify.Silent<ArgumentAnalyzer>(version, Exchange("""{ "alternate-exchange", "spare" }, { "x-delayed-type", "direct" }, { "x-message-deduplication", true }, { "hash-header", "id" }"""));

    [Theory, AllGenerations]
    public Task Silent_on_bindings_and_headers(ClientVersion version) => Verify.Silent<ArgumentAnalyzer>(version, InMethod(
        """
        await~ channel.QueueBind~("q", "x", "", new Dictionary<string, object> { { "x-match", "all" }, { "message-ttl", "5" } });
        var properties = Properties~(channel);
        properties.Headers = new Dictionary<string, object> { { "x-message-tll", "5" } };
        """).Replace("new Dictionary<string, object>", "new Dictionary<string, object{~~?}>"));

    [Theory, AllGenerations]
    public Task Silent_where_an_exchange_may_be_added(ClientVersion version) => Verify.Silent<ArgumentAnalyzer>(version, InMethod(
        """
        var arguments = new Dictionary<string, object> { { "x-dead-letter-routing-key", "dead" } };
        if (Environment.Is64BitProcess)
            arguments["x-dead-letter-exchange"] = "dlx";
        await~ channel.QueueDeclare~("a", true, false, false, arguments);
        var others = new Dictionary<string, object> { { "x-dead-letter-routing-key", "dead" } };
        others.Add(Environment.MachineName, "dlx");
        await~ channel.QueueDeclare~("b", true, false, false, others);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_keys_that_are_known_to_the_user(ClientVersion version) => Verify.That(version, Queue("""{ "x-message-tll", 5 }, { "x-max-lenght-kb", "5" }"""))
        .WithOption("known_arguments", "x-message-tll, x-max-lenght*")
        .Silent<ArgumentAnalyzer>();

    [Theory, AllGenerations]
    public async Task LavinMQ_differs(ClientVersion version)
    {
        await Verify.That(version, Queue("""{ "x-message-ttl", null! }, { "x-overflow", "rejekt" }, { "x-queue-type", "qourum" }, { "x-queue-version", "3" }"""))
            .WithOption("broker", "lavinmq").Silent<ArgumentAnalyzer>();
        await Verify.That(version, Exchange("""{ "x-alternate-exchange", "spare" }""")).WithOption("broker", "lavinmq").Silent<ArgumentAnalyzer>();
        await Verify.That(version, Queue("""{ "x-delivery-limit", [|-1|] }, { "x-max-length", [|"5"|] }, { [|"x-max-lenght"|], 5 }""")).WithOption("broker", "lavinmq").Reports<ArgumentAnalyzer>();
    }

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<ArgumentAnalyzer>(version,
        """
        public interface IMyChannel { void QueueDeclare(string queue, bool durable, IDictionary<string, object> arguments); }
        public class Program { public void Run(IMyChannel channel) => channel.QueueDeclare("q", false, new Dictionary<string, object> { { "x-message-tll", "5" } }); }
        """);

    [Theory, AllGenerations]
    public Task Fix_spells_keys_right(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { { [|"x-dead-letter-exhange"|], "dlx" /* all */ }, [ [|"x-delivery-limt"|] ] = 5 });
        """.Replace("}, [ [|\"x-delivery-limt\"|] ] = 5 }", "}, { [|\"x-delivery-limt\"|], 5 } }"))).Fixes<ArgumentAnalyzer, ArgumentFix>(InMethod(
        """
        await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { { Headers.XDeadLetterExchange, "dlx" /* all */ }, { "x-delivery-limit", 5 } });
        """));

    [Theory, AllGenerations]
    public Task Fix_gives_values_of_the_right_type(ClientVersion version) => Verify.That(version, InMethod(
        """
        var age = TimeSpan.FromMinutes(5);
        var arguments = new Dictionary<string, object>
        {
            ["x-message-ttl"] = [|age.TotalMilliseconds|], // ms
            ["x-expires"] = [|age.Milliseconds|],
            ["x-max-length"] = [|"1000"|],
            ["x-max-length-bytes"] = [|5.0|],
            ["x-single-active-consumer"] = [|"True"|],
            ["x-overflow"] = [|"Reject-Publish"|],
        };
        arguments["x-max-priority"] = [|Math.Sqrt(9) + 1|];
        await~ channel.QueueDeclare~("a", true, false, false, arguments);
        var others = new Dictionary<string, object> { { "x-message-ttl", [|age|] } };
        await~ channel.QueueDeclare~("b", true, false, false, others);
        """))
        .Uncovering("RMQ2007")
        .Fixes<ArgumentAnalyzer, ArgumentFix>(InMethod(
        """
        var age = TimeSpan.FromMinutes(5);
        var arguments = new Dictionary<string, object>
        {
            ["x-message-ttl"] = (long)age.TotalMilliseconds, // ms
            ["x-expires"] = (long)age.TotalMilliseconds,
            ["x-max-length"] = 1000,
            ["x-max-length-bytes"] = 5,
            ["x-single-active-consumer"] = true,
            ["x-overflow"] = "reject-publish",
        };
        arguments["x-max-priority"] = (long)(Math.Sqrt(9) + 1);
        await~ channel.QueueDeclare~("a", true, false, false, arguments);
        var others = new Dictionary<string, object> { { "x-message-ttl", (long)age.TotalMilliseconds } };
        await~ channel.QueueDeclare~("b", true, false, false, others);
        """));

    [Theory, AllGenerations]
    public Task No_fix_where_the_meaning_is_not_clear(ClientVersion version) => Verify.OffersNoFix<ArgumentAnalyzer, ArgumentFix>(
        version, Queue("""{ "x-message-ttl", [|-1|] }, { "x-expires", [|"5s"|] }, { [|"x-dead-letter-routing-key"|], "dead" }, { "x-overflow", [|"never"|] }"""));

    private static string Queue(string entries) => InMethod($$"""await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { {{entries}} });""");

    private static string Exchange(string entries) => InMethod($$"""await~ channel.ExchangeDeclare~("x", "topic", true, false, new Dictionary<string, object> { {{entries}} });""");
}
