using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3003.</summary>
public class PublisherConfirmIsIgnoredTests
{
    private const string Publish = "channel.BasicPublish(\"orders\", \"new\", false, properties, body);";
    private const string PublishAsync = "await channel.BasicPublishAsync(\"orders\", \"new\", false, new BasicProperties { Persistent = true }, body);";
    private const string Seconds = "TimeSpan.FromSeconds(5)";

    [Theory, OldGenerations(
        "channel.[|WaitForConfirms|]();",
        "channel.[|WaitForConfirms|](" + Seconds + ");",
        "channel.[|WaitForConfirms|](" + Seconds + ", out var late); Console.WriteLine(late);",
        "_ = channel.[|WaitForConfirms|]();",
        "var confirmed = channel.[|WaitForConfirms|]();",
        "channel?.[|WaitForConfirms|]();",
        "if (body.Length > 1) channel.[|WaitForConfirms|]();",
        "Action wait = () => channel.[|WaitForConfirms|](); wait();")]
    public Task Reports_a_result_that_nobody_looks_at(ClientVersion version, string wait) => Verify.Reports<IgnoredConfirmAnalyzer>(version, Method("channel.ConfirmSelect();" + wait.Replace("channel?", "given?", StringComparison.Ordinal)));

    [Theory, OldGenerations]
    public Task Reports_a_result_on_a_given_channel(ClientVersion version) => Verify.Reports<IgnoredConfirmAnalyzer>(version, InMethod("channel.[|WaitForConfirms|]();", "IModel channel"));

    [Theory, OldGenerations(
        "channel.[|ConfirmSelect|]();" + Publish,
        Publish + "channel.[|ConfirmSelect|]();",
        "if (body.Length > 1) channel.[|ConfirmSelect|]();" + Publish,
        "channel.[|ConfirmSelect|](); foreach (var one in body) " + Publish,
        "channel.[|ConfirmSelect|](); channel.BasicReturn += (_, _) => { }; " + Publish)]
    public Task Reports_confirms_that_nobody_waits_for(ClientVersion version, string statements) => Verify.Reports<IgnoredConfirmAnalyzer>(version, Method(statements));

    [Theory, OldGenerations]
    public Task Reports_confirms_of_a_field(ClientVersion version) => Verify.Reports<IgnoredConfirmAnalyzer>(version, InClass(
        $$"""
        private readonly IModel channel;
        public Program(IConnection connection) { channel = connection.CreateModel(); channel.[|ConfirmSelect|](); }
        public void Send(IBasicProperties properties, byte[] body) => {{Publish}}
        """));

    [Theory]
    [InlineData("new CreateChannelOptions(true, [|false|])")]
    [InlineData("new CreateChannelOptions([|publisherConfirmationTrackingEnabled: false|], publisherConfirmationsEnabled: true, consumerDispatchConcurrency: null)")]
    [InlineData("new(publisherConfirmationsEnabled: On, [|publisherConfirmationTrackingEnabled: Off|])")]
    [InlineData("options: new CreateChannelOptions(true, [|false|], null, 5)")]
    public Task Reports_confirms_without_tracking(string options) => Verify.Reports<IgnoredConfirmAnalyzer>(V7, InClass(
        $$"""
        private const bool On = true, Off = false;
        public async Task Run(IConnection connection, byte[] body) { await using var channel = await connection.CreateChannelAsync({{options}}); {{PublishAsync}} }
        """));

    [Fact]
    public Task Reports_options_that_are_made_elsewhere() => Verify.Reports<IgnoredConfirmAnalyzer>(V7, InClass(
        $$"""
        private static readonly CreateChannelOptions Options = new(true, [|false|]);
        public async Task Run(IConnection connection, byte[] body) { var channel = await connection.CreateChannelAsync(Options); {{PublishAsync}} }
        """));

    [Fact]
    public Task Messages_say_what_is_missing()
        => Verify.That(V7, InMethod("var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, [|false|]));" + PublishAsync, "IConnection connection, byte[] body"))
            .WithMessages("Publisher confirms are ignored: the broker confirms, and without tracking nothing waits for it: a rejected message throws no exception")
            .Reports<IgnoredConfirmAnalyzer>();

    [Theory, OldGenerations]
    public Task Messages_say_what_is_missing_in_older_clients(ClientVersion version) => Verify.That(version, InClass(
        $$"""
        public void A(IModel channel) { channel.[|WaitForConfirms|](); }
        public void B(IConnection connection, IBasicProperties properties, byte[] body) { var channel = connection.CreateModel(); channel.[|ConfirmSelect|](); {{Publish}} }
        """))
        .WithMessages(
            "Publisher confirms are ignored: 'WaitForConfirms' returns false when the broker has rejected a message, and nobody looks at the result",
            "Publisher confirms are ignored: the channel asks for confirms, and nobody waits for them or handles 'BasicNacks'")
        .Reports<IgnoredConfirmAnalyzer>();

    [Theory, OldGenerations(
        "channel.ConfirmSelect();" + Publish + "channel.WaitForConfirmsOrDie(" + Seconds + ");",
        "channel.ConfirmSelect();" + Publish + "if (!channel.WaitForConfirms()) throw new Exception();",
        "channel.ConfirmSelect();" + Publish + "var confirmed = channel.WaitForConfirms(" + Seconds + ", out _); Console.WriteLine(confirmed);",
        "channel.ConfirmSelect(); channel.BasicNacks += (_, args) => Console.WriteLine(args.DeliveryTag);" + Publish + "channel.WaitForConfirms();",
        "channel.ConfirmSelect(); channel.BasicAcks += (_, args) => Console.WriteLine(args.DeliveryTag);" + Publish,
        "channel.ConfirmSelect();",
        "channel.ConfirmSelect(); Known.Add(channel);" + Publish,
        "channel.ConfirmSelect(); Func<bool> wait = () => channel.WaitForConfirms(); Console.WriteLine(wait());",
        "channel.ConfirmSelect(); Elsewhere.Wait(channel);" + Publish,
        "channel.TxSelect();" + Publish + "channel.TxCommit();",
        Publish)]
    public Task Silent(ClientVersion version, string statements) => Verify.Silent<IgnoredConfirmAnalyzer>(version, Method(statements) + "public static class Elsewhere { public static void Wait(IModel channel) => channel.WaitForConfirmsOrDie(); }");

    [Theory, OldGenerations]
    public Task Silent_on_a_given_channel(ClientVersion version) => Verify.Silent<IgnoredConfirmAnalyzer>(version, InMethod("channel.ConfirmSelect();" + Publish, "IModel channel, IBasicProperties properties, byte[] body"));

    [Theory, OldGenerations]
    public Task Silent_on_a_channel_that_is_returned(ClientVersion version) => Verify.Silent<IgnoredConfirmAnalyzer>(version, InClass(
        "public IModel Open(IConnection connection, IBasicProperties properties, byte[] body) { var channel = connection.CreateModel(); channel.ConfirmSelect(); " + Publish + " return channel; }"));

    [Theory, OldGenerations]
    public Task Silent_where_the_type_handles_negative_confirms(ClientVersion version) => Verify.Silent<IgnoredConfirmAnalyzer>(version, InClass(
        "public void Watch(IModel channel) { channel.BasicNacks += (_, _) => { }; }\n"
        + "public void Send(IConnection connection, IBasicProperties properties, byte[] body) { var channel = connection.CreateModel(); channel.ConfirmSelect(); " + Publish + " channel.WaitForConfirms(); }"));

    [Theory]
    [InlineData("new CreateChannelOptions(true, true)", "")]
    [InlineData("new CreateChannelOptions(true, Environment.Is64BitProcess)", "")]
    [InlineData("new CreateChannelOptions(Environment.Is64BitProcess, false)", "")]
    [InlineData("given", "")]
    [InlineData("new CreateChannelOptions(true, false)", "channel.BasicNacksAsync += (_, _) => Task.CompletedTask;")]
    [InlineData("new CreateChannelOptions(true, false)", "channel.BasicAcksAsync += (_, _) => Task.CompletedTask;")]
    [InlineData("new CreateChannelOptions(true, false)", "Known.Add(channel);")]
    [InlineData("new CreateChannelOptions(false, false)", "")]
    public Task Silent_on_options(string options, string use) => Verify.Silent<IgnoredConfirmAnalyzer>(V7, InClass(
        $$"""
        private static readonly List<object> Known = new();
        public async Task Run(IConnection connection, byte[] body, CreateChannelOptions given) { var channel = await connection.CreateChannelAsync({{options}}); {{use}} {{PublishAsync}} }
        """));

    [Fact]
    public Task Silent_where_nothing_is_published() => Verify.Silent<IgnoredConfirmAnalyzer>(V7, InMethod(
        "var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, false)); await channel.BasicQosAsync(0, 1, false);", "IConnection connection"));

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name_and_broken_code(ClientVersion version) => Verify.That(version,
        """
        public class MyChannel { public bool WaitForConfirms() => true; public void ConfirmSelect() { } }
        public class Program { public void Run(MyChannel channel) { channel.ConfirmSelect(); channel.WaitForConfirms(); channel.WaitForConfirms(; } }
        """).AllowingErrors().Silent<IgnoredConfirmAnalyzer>();

    [Theory, OldGenerations(
        "channel.[|WaitForConfirms|]();|channel.WaitForConfirmsOrDie();",
        "channel.[|WaitForConfirms|](" + Seconds + "); // all|channel.WaitForConfirmsOrDie(" + Seconds + "); // all",
        "_ = channel.[|WaitForConfirms|]();|channel.WaitForConfirmsOrDie();",
        "var confirmed = channel.[|WaitForConfirms|](" + Seconds + ");|channel.WaitForConfirmsOrDie(" + Seconds + ");",
        "channel.[|WaitForConfirms|](" + Seconds + ", out _);|channel.WaitForConfirmsOrDie(" + Seconds + ");",
        "channel.[|WaitForConfirms|](timeout: " + Seconds + ", timedOut: out var late);|channel.WaitForConfirmsOrDie(timeout: " + Seconds + ");",
        "given?.[|WaitForConfirms|]();|given?.WaitForConfirmsOrDie();",
        "Action wait = () => channel.[|WaitForConfirms|](); wait();|Action wait = () => channel.WaitForConfirmsOrDie(); wait();")]
    public Task Fix_throws(ClientVersion version, string wait) => Verify.Fixes<IgnoredConfirmAnalyzer, IgnoredConfirmFix>(version,
        Method(Publish + "\n" + wait[..Middle(wait)]),
        Method(Publish + "\n" + wait[(Middle(wait) + 1)..]));

    [Theory, OldGenerations]
    public Task Fix_waits(ClientVersion version) => Verify.Fixes<IgnoredConfirmAnalyzer, IgnoredConfirmFix>(version,
        Method(
            $$"""
            channel.[|ConfirmSelect|](); // on
            for (var i = 0; i < 5; i++)
                {{Publish}}
            """),
        Method(
            $$"""
            channel.ConfirmSelect(); // on
            for (var i = 0; i < 5; i++)
                {{Publish}}
            channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
            """));

    [Theory]
    [InlineData("new CreateChannelOptions(true, [|false|])", "new CreateChannelOptions(true, true)")]
    [InlineData("new([|publisherConfirmationTrackingEnabled: /* no */ false|], publisherConfirmationsEnabled: true, consumerDispatchConcurrency: 5)", "new(publisherConfirmationTrackingEnabled: /* no */ true, publisherConfirmationsEnabled: true, consumerDispatchConcurrency: 5)")]
    public Task Fix_tracks(string before, string after) => Verify.Fixes<IgnoredConfirmAnalyzer, IgnoredConfirmFix>(V7,
        InMethod($"await using var channel = await connection.CreateChannelAsync({before});\n{PublishAsync}", "IConnection connection, byte[] body"),
        InMethod($"await using var channel = await connection.CreateChannelAsync({after});\n{PublishAsync}", "IConnection connection, byte[] body"));

    [Fact]
    public Task Fix_tracks_where_the_options_are_made() => Verify.Fixes<IgnoredConfirmAnalyzer, IgnoredConfirmFix>(V7,
        InClass(
            $$"""
            private static readonly CreateChannelOptions Options = new(
                publisherConfirmationsEnabled: true,
                [|publisherConfirmationTrackingEnabled: false|]); // later
            public async Task Run(IConnection connection, byte[] body) { var channel = await connection.CreateChannelAsync(Options); {{PublishAsync}} }
            """),
        InClass(
            $$"""
            private static readonly CreateChannelOptions Options = new(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true); // later
            public async Task Run(IConnection connection, byte[] body) { var channel = await connection.CreateChannelAsync(Options); {{PublishAsync}} }
            """));

    [Theory, OldGenerations(
        "channel.[|WaitForConfirms|](" + Seconds + ", out var late); Console.WriteLine(late);",
        "if (body.Length > 1) channel.[|ConfirmSelect|](); " + Publish,
        "channel.[|ConfirmSelect|](); Action<IModel> send = other => other.BasicPublish(\"a\", \"b\", false, properties, body); (channel).BasicPublish(\"a\", \"b\", false, properties, body); (body.Length > 1 ? channel : channel).BasicPublish(\"a\", \"b\", false, properties, body);")]
    public Task No_fix_where_it_might_be_wrong(ClientVersion version, string statements) => Verify.OffersNoFix<IgnoredConfirmAnalyzer, IgnoredConfirmFix>(version, Method(statements));

    private static int Middle(string pair) => pair.LastIndexOf('|');

    private static string Method(string statements) => InMethod("var channel = connection.CreateModel();\n" + statements, "IConnection connection, IModel? given, IBasicProperties properties, byte[] body")
        .Replace("public class Program\n{", "public class Program\n{\n    private static readonly List<object> Known = new();", StringComparison.Ordinal);
}
