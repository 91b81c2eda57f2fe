using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

/// <summary>RMQ2008.</summary>
public class FeatureIsDeniedOrIgnoredByRabbitMQ43Tests
{
    [Theory, AllGenerations("0, 10, [|true|]", "0, 0, [|true|]", "prefetchSize: 0, prefetchCount: 10, [|global: true|]", "[|global: true|], prefetchCount: 5, prefetchSize: 0", "0, (ushort)Environment.ProcessorCount, [|All|]")]
    public Task Reports_a_limit_for_the_channel(ClientVersion version, string arguments) => Verify.Reports<RetiredFeatureAnalyzer>(version, InClass(
        $$"""
        private const bool All = true;
        public async~ Task~ Run(IChannel~ channel) { await~ channel.BasicQos~({{arguments}}); }
        """));

    [Theory, AllGenerations]
    public Task Reports_the_caller_of_a_wrapper(ClientVersion version) => Verify.Reports<RetiredFeatureAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel) { await~ Limit(channel, 5, [|true|]); await~ Limit(channel, 5, false); }
        private async~ Task~ Limit(IChannel~ channel, ushort count, bool all) { await~ channel.BasicQos~(0, count, all); }
        """));

    [Theory, AllGenerations(
        "\"x-queue-mode\", \"lazy\"", "\"x-queue-mode\", \"default\"", "\"x-queue-mode\", Environment.MachineName", "\"x-queue-version\", 1", "\"x-queue-version\", 1L",
        "\"x-queue-master-locator\", \"min-masters\"", "\"x-ha-policy\", \"all\"", "\"ha-mode\", \"all\"", "\"ha-sync-mode\", \"automatic\"", "\"ha-params\", 2")]
    public Task Reports_an_argument(ClientVersion version, string entry) => Verify.Reports<RetiredFeatureAnalyzer>(version, Queue($$"""[|{ {{entry}} }|]"""));

    [Theory, AllGenerations]
    public Task Reports_entries_in_every_form(ClientVersion version) => Verify.Reports<RetiredFeatureAnalyzer>(version, InMethod(
        """
        var arguments = new Dictionary<string, object> { [|["x-queue-mode"] = "lazy"|] };
        [|arguments["x-ha-policy"] = "all"|];
        if (Environment.Is64BitProcess)
            [|arguments.Add("x-queue-version", 1)|];
        await~ channel.QueueDeclare~("q", true, false, false, arguments);
        """));

    [Theory, AllGenerations]
    public Task Messages_say_what_becomes_of_it(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.BasicQos~(0, 5, [|true|]);
        await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { [|{ "x-queue-mode", "lazy" }|], [|{ "x-queue-version", 1 }|], [|{ "x-queue-master-locator", "random" }|] });
        """))
        .WithMessages(
            "'global: true' is treated as false by RabbitMQ 4.3, without an error: the limit holds for each consumer by itself and replaces its own",
            "'x-queue-mode' is accepted and ignored by RabbitMQ 4.3",
            "'x-queue-version' is refused by RabbitMQ 4.3 with this value: '406 PRECONDITION_FAILED - unsupported queue version '1''",
            "'x-queue-master-locator' is refused by RabbitMQ 4.3, which closes the connection: '541 INTERNAL_ERROR - Feature `queue_master_locator` is deprecated'")
        .Reports<RetiredFeatureAnalyzer>();

    [Theory, AllGenerations(
        "\"x-queue-version\", 2", "\"x-queue-version\", Environment.ProcessorCount", "\"x-queue-type\", \"quorum\"", "\"x-queue-leader-locator\", \"balanced\"", "\"x-message-ttl\", 5",
        "\"x-my-mode\", \"lazy\"", "Environment.MachineName, \"lazy\"")]
    public Task Silent(ClientVersion version, string entry) => Verify.Silent<RetiredFeatureAnalyzer>(version, Queue($$"""{ {{entry}} }"""));

    [Theory, AllGenerations("0, 10, false", "0, 10, Environment.Is64BitProcess", "prefetchSize: 0, prefetchCount: 10, global: given")]
    public Task Silent_on_limits(ClientVersion version, string arguments) => Verify.Silent<RetiredFeatureAnalyzer>(version, InMethod($"await~ channel.BasicQos~({arguments});", "IChannel~ channel, bool given"));

    [Theory, AllGenerations]
    public Task Silent_on_LavinMQ(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.BasicQos~(0, 5, true);
        await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { { "x-queue-mode", "lazy" }, { "x-queue-version", 1 } });
        """))
        .WithOption("broker", "lavinmq")
        .Silent<RetiredFeatureAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_bindings_exchanges_and_consumers(ClientVersion version) => Verify.Silent<RetiredFeatureAnalyzer>(version, InMethod(
        """
        var arguments = new Dictionary<string, object> { { "x-queue-mode", "lazy" } };
        await~ channel.ExchangeDeclare~("x", "topic", true, false, arguments);
        await~ channel.QueueBind~("q", "x", "", arguments);
        """.Replace("<string, object>", "<string, object{~~?}>")));

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<RetiredFeatureAnalyzer>(version,
        """
        public interface IMyChannel { void BasicQos(uint size, ushort count, bool global); }
        public class Program { public void Run(IMyChannel channel) => channel.BasicQos(0, 5, true); }
        """);

    [Theory, AllGenerations]
    public Task Fix_does_without(ClientVersion version) => Verify.Fixes<RetiredFeatureAnalyzer, RetiredFeatureFix>(version,
        InMethod(
            """
            await~ channel.BasicQos~(0, 5, [|global: true|]); // five
            await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object> { [|{ "x-queue-mode", "lazy" }|] });
            await~ channel.QueueDeclare~("d", true, false, false, new Dictionary<string, object>(1) { [|{ "x-queue-mode", "lazy" }|] });
            await~ channel.QueueDeclare~("e", true, false, false, new Dictionary<string, object> { /* few */ [|{ "x-queue-mode", "lazy" }|] });
            await~ channel.QueueDeclare~("b", true, false, false, new Dictionary<string, object> { { "x-expires", 5 }, [|{ "x-ha-policy", "all" }|] });
            var arguments = new Dictionary<string, object>
            {
                [|["x-queue-version"] = 1|],
                ["x-max-priority"] = 5,
            };
            [|arguments["x-queue-mode"] = "lazy"|];
            await~ channel.QueueDeclare~("c", true, false, false, arguments);
            """),
        InMethod(
            """
            await~ channel.BasicQos~(0, 5, global: false); // five
            await~ channel.QueueDeclare~("a", true, false, false, new Dictionary<string, object>());
            await~ channel.QueueDeclare~("d", true, false, false, new Dictionary<string, object>(1));
            await~ channel.QueueDeclare~("e", true, false, false, new Dictionary<string, object> { /* few */ });
            await~ channel.QueueDeclare~("b", true, false, false, new Dictionary<string, object> { { "x-expires", 5 } });
            var arguments = new Dictionary<string, object>
            {
                ["x-max-priority"] = 5,
            };
            await~ channel.QueueDeclare~("c", true, false, false, arguments);
            """));

    [Theory, AllGenerations(
        "if (Environment.Is64BitProcess) STATEMENT",
        "if (Environment.Is64BitProcess) { STATEMENT }",
        "if (Environment.Is64BitProcess) { arguments.Add(\"x-expires\", 5); } else { STATEMENT }",
        "if (Environment.Is64BitProcess) { /* for old brokers */ STATEMENT }")]
    public Task No_fix_where_the_statement_cannot_go(ClientVersion version, string statements) => Verify.OffersNoFix<RetiredFeatureAnalyzer, RetiredFeatureFix>(version, InMethod(
        $$"""
        var arguments = new Dictionary<string, object>();
        {{statements.Replace("STATEMENT", "[|arguments.Add(\"x-queue-mode\", \"lazy\")|];", StringComparison.Ordinal)}}
        await~ channel.QueueDeclare~("q", true, false, false, arguments);
        """));

    private static string Queue(string entries) => InMethod($$"""await~ channel.QueueDeclare~("q", true, false, false, new Dictionary<string, object> { {{entries}} });""");
}
