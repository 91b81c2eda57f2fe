using QueueAnalyzers.Durability;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Durability;

/// <summary>RMQ2003.</summary>
public class DurableQueueIsDeletedWithItsConsumerOrConnectionTests
{
    [Theory, AllGenerations(
        "\"q\", true, [|true|], false, null",
        "\"q\", true, false, [|true|], null",
        "\"q\", durable: true, [|exclusive: true|], autoDelete: true, arguments: null",
        "autoDelete: true, [|exclusive: (true)|], durable: true, queue: \"q\", arguments: null",
        "\"q\", true, false, [|!false|], new Dictionary<string, object>()",
        "Environment.MachineName, true, false, [|true|], null",
        "\"q\", true, false, [|true|], new Dictionary<string, object> { { \"x-message-ttl\", 5 } }")]
    public Task Reports_a_written_flag(ClientVersion version, string arguments) => Verify.Reports<ShortLivedQueueAnalyzer>(version, InMethod($"await~ channel.QueueDeclare~({arguments});"));

    [Theory, AllGenerations("\"q\", true", "\"q\", durable: true", "\"q\", true, false", "queue: \"q\", durable: true, exclusive: false", "\"q\", true, autoDelete: false")]
    public Task Reports_the_short_overloads_defaults(ClientVersion version, string arguments) =>
        Verify.Reports<ShortLivedQueueAnalyzer>(version, InMethod($"await~ channel.[|QueueDeclare~|]({arguments});"));

    [Theory, AllGenerations]
    public Task Reports_constants_of_all_kinds(ClientVersion version) => Verify.Reports<ShortLivedQueueAnalyzer>(version, InClass(
        """
        private const bool Durable = true;
        private static readonly bool Temporary = true;
        public async~ Task~ Run(IChannel~ channel)
        {
            var keep = false;
            await~ channel.QueueDeclare~("a", Durable, keep, [|Temporary|], null);
            await~ channel.QueueDeclare~("b", true, [|Temporary|], keep, null);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_where_a_wrapper_leaves_the_decision(ClientVersion version) => Verify.Reports<ShortLivedQueueAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            await~ Declare(channel, "a", [|true|]);
            await~ Declare(channel, "b", false);
            await~ DeclareShared(channel, "c");
            await~ DeclareShared(channel, "d");
        }
        private async~ Task~ Declare(IChannel~ channel, string queue, bool autoDelete) { await~ channel.QueueDeclare~(queue, true, false, autoDelete, null); }
        private async~ Task~ DeclareShared(IChannel~ channel, string queue) { await~ channel.QueueDeclare~(queue, true, false, [|true|], null); }
        """));

    [Theory, AllGenerations]
    public Task Message_says_when_it_goes(ClientVersion version) => Verify.That(version, InMethod(
        """
        await~ channel.QueueDeclare~("a", true, [|true|], false, null);
        await~ channel.QueueDeclare~(Environment.MachineName, true, false, [|true|], null);
        """))
        .WithMessages(
            "Queue 'a' is durable, but exclusive: it is deleted with all its messages when its connection closes",
            "The queue is durable, but auto-delete: it is deleted with all its messages when its last consumer leaves")
        .Reports<ShortLivedQueueAnalyzer>();

    [Theory, AllGenerations(
        "\"q\", true, false, false, null",
        "\"q\", false, true, true, null",
        "\"q\", true, Environment.Is64BitProcess, Environment.Is64BitProcess, null",
        "\"q\", Environment.Is64BitProcess, true, true, null",
        "\"\", true, true, true, null",
        "string.Empty, true, true, true, null",
        "null!, true, true, true, null",
        "\"amq.rabbitmq.reply-to\", true, true, true, null",
        "\"q\", true, false, true, new Dictionary<string, object> { { \"x-expires\", 60000 } }",
        "\"q\", true, false, true, Make()",
        "\"q\", true, true, false, new Dictionary<string, object> { [\"x-queue-type\"] = \"quorum\" }",
        "Guid.NewGuid().ToString(), true, true, true, null",
        "$\"worker-{Guid.NewGuid():N}\", true, true, true, null",
        "name, true, true, true, null")]
    public Task Silent(ClientVersion version, string arguments) => Verify.Silent<ShortLivedQueueAnalyzer>(version, InClass(
        $$"""
        private readonly string name = "reply-" + Guid.NewGuid();
        public async~ Task~ Run(IChannel~ channel) { await~ channel.QueueDeclare~({{arguments}}); }
        private static IDictionary<string, object> Make() => Environment.Is64BitProcess ? new Dictionary<string, object> { { "x-expires", 1000 } } : null!;
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_queue_for_replies(ClientVersion version) => Verify.Silent<ShortLivedQueueAnalyzer>(version, InMethod(
        """
        await~ channel.QueueDeclare~("replies", true, true, false, null);
        var properties = Properties~(channel);
        properties.ReplyTo = "replies";
        """));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_a_passive_declaration(ClientVersion version) => Verify.Silent<ShortLivedQueueAnalyzer>(version, InMethod(
        """
        await channel.QueueDeclareAsync("q", true, true, true, null, passive: true);
        await channel.QueueDeclarePassiveAsync("q");
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<ShortLivedQueueAnalyzer>(version,
        """
        public interface IMyChannel { void QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete, object arguments); }
        public class Program { public void Run(IMyChannel channel) => channel.QueueDeclare("q", true, true, true, ""); }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod("await~ channel.QueueDeclare~(\"q\", true, , true"))
        .AllowingErrors()
        .Silent<ShortLivedQueueAnalyzer>();

    [Theory, AllGenerations]
    public Task Fix_keeps_the_queue_at_every_declaration(ClientVersion version) => Verify.Fixes<ShortLivedQueueAnalyzer, ShortLivedQueueFix>(version,
        InMethod(
            """
            await~ channel.QueueDeclare~("a", true, [|true|], true, null); // first
            await~ channel.[|QueueDeclare~|]("b", durable: true);
            await~ channel.[|QueueDeclare~|]("c", true, exclusive: false);
            await~ channel.QueueDeclare~(queue: "a", durable: true, [|exclusive: /* alone */ true|], autoDelete: true, arguments: null);
            """),
        InMethod(
            """
            await~ channel.QueueDeclare~("a", true, false, false, null); // first
            await~ channel.QueueDeclare~("b", durable: true, exclusive: false, autoDelete: false);
            await~ channel.QueueDeclare~("c", true, exclusive: false, autoDelete: false);
            await~ channel.QueueDeclare~(queue: "a", durable: true, exclusive: /* alone */ false, autoDelete: false, arguments: null);
            """));

    [Theory, AllGenerations]
    public Task Fix_changes_the_argument_of_a_wrappers_caller(ClientVersion version) => Verify.Fixes<ShortLivedQueueAnalyzer, ShortLivedQueueFix>(version,
        InClass(
            """
            public async~ Task~ Run(IChannel~ channel) { await~ Declare(channel, "a", autoDelete: [|true|]); }
            private async~ Task~ Declare(IChannel~ channel, string queue, bool autoDelete) { await~ channel.QueueDeclare~(queue, true, false, autoDelete, null); }
            """).Replace("autoDelete: [|true|]", "[|autoDelete: true|]"),
        InClass(
            """
            public async~ Task~ Run(IChannel~ channel) { await~ Declare(channel, "a", autoDelete: false); }
            private async~ Task~ Declare(IChannel~ channel, string queue, bool autoDelete) { await~ channel.QueueDeclare~(queue, true, false, autoDelete, null); }
            """));

    [Theory, AllGenerations]
    public Task Fix_keeps_the_queue_in_other_projects(ClientVersion version) => Verify.That(version, InMethod("await~ channel.QueueDeclare~(\"orders\", true, false, [|true|], null);"))
        .WithDependentProject("App", "public class App { public async~ Task~ Run(IChannel~ channel) => await~ channel.[|QueueDeclare~|](\"orders\", true, exclusive: false); }\n")
        .Changing("App.cs", "public class App { public async~ Task~ Run(IChannel~ channel) => await~ channel.QueueDeclare~(\"orders\", true, exclusive: false, autoDelete: false); }\n")
        .Fixes<ShortLivedQueueAnalyzer, ShortLivedQueueFix>(InMethod("await~ channel.QueueDeclare~(\"orders\", true, false, false, null);"));
}
