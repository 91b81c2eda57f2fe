using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Client;

/// <summary>Where a channel comes from, and what is done with it: asked of the channel that the code publishes on first.</summary>
public class ChannelOriginTests
{
    private const string Publish = "await~ channel.BasicPublish~(\"\", \"q\", {false, null~~false, new BasicProperties()}, new byte[1]);";
    private const string PublishOnField = "await~ _channel!.BasicPublish~(\"\", \"q\", {false, null~~false, new BasicProperties()}, new byte[1]);";

    [Theory, AllGenerations(
        "var channel = await~ connection.CreateChannel~();",
        "using~ var channel = await~ connection.CreateChannel~();",
        "IChannel~ channel; channel = await~ connection.CreateChannel~();",
        "IChannel~? channel = null; channel ??= await~ connection.CreateChannel~();",
        "var made = await~ connection.CreateChannel~(); var channel = made;",
        "var channel = (await~ connection?.CreateChannel~()) ?? throw new Exception();",
        "var channel = connection.CreateChannel~(){~~.GetAwaiter().GetResult()};",
        "var channel = {(IModel)connection.CreateModel()~~await connection.CreateChannelAsync().ConfigureAwait(false)};",
        "IChannel~ channel = {connection.CreateModel()~~connection.CreateChannelAsync().Result};")]
    public async Task Is_found_through_locals(ClientVersion version, string creation) => Assert.Equal(
        "1 of 1: Publish", await DescribeAsync(version, InMethod(creation + "\n" + Publish, "IConnection connection")));

    [Theory]
    [InlineData("connection.CreateChannelAsync().Result")]
    [InlineData("connection.CreateChannelAsync().GetAwaiter().GetResult()")]
    [InlineData("connection.CreateChannelAsync().ConfigureAwait(false).GetAwaiter().GetResult()")]
    [InlineData("await task")]
    [InlineData("await task.ConfigureAwait(false)")]
    [InlineData("await task.WaitAsync(TimeSpan.FromSeconds(1))")]
    [InlineData("await connection.CreateChannelAsync().WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false)")]
    public async Task Is_found_through_tasks(string creation) => Assert.Equal("1 of 1: Publish", await DescribeAsync(V7, InMethod(
        (creation.Contains("task", StringComparison.Ordinal) ? "var task = connection.CreateChannelAsync(); task.Wait(); Console.WriteLine(task.IsCompleted); _ = await task.WaitAsync(TimeSpan.FromSeconds(1));\n" : "")
            + $"var channel = {creation};\n" + Publish,
        "IConnection connection")));

    [Theory]
    [InlineData("Given(task);")]
    [InlineData("_ = task.ContinueWith(made => made.Result);")]
    public async Task Is_handed_out_with_its_task(string use) => Assert.Equal("1 of 1: Publish; handed out", await DescribeAsync(V7, InClass(
        "private static void Given(object task) => Console.WriteLine(task.GetHashCode() + Known.Count);\nprivate static readonly List<object> Known = new();\n"
            + "public async Task Run(IConnection connection)\n{\n    var task = connection.CreateChannelAsync();\n    "
            + use.Replace("Given(task)", "Known.Add(task)", StringComparison.Ordinal) + "\n    var channel = await task;\n    " + Publish + "\n}")));

    [Theory, AllGenerations(
        "_channel = await~ connection.CreateChannel~();",
        "this._channel ??= await~ connection.CreateChannel~();",
        "_channel = await~ Make~(connection);",
        "Keep(await~ connection.CreateChannel~());",
        "Set(await~ connection.CreateChannel~()); void Set(IChannel~ made) => _channel = made;")]
    public async Task Is_found_through_fields_and_private_methods(ClientVersion version, string creation) => Assert.Equal(
        "1 of 1: Publish", await DescribeAsync(version, InClass(
            $$"""
            private IChannel~? _channel;
            public async~ Task~ Open~(IConnection connection) { {{creation}} }
            public async~ Task~ Send~() { {{PublishOnField}} }
            {{(creation.StartsWith("Keep", StringComparison.Ordinal) ? "private void Keep(IChannel~ made) => _channel = made;" : "")}}
            private async~ Task~<IChannel~> Make~(IConnection connection) { {{(creation.Contains("Make~", StringComparison.Ordinal) ? "return await~ connection.CreateChannel~();" : "throw new Exception();")}} }
            """)));

    [Theory, AllGenerations]
    public async Task Is_found_through_a_property_that_creates_it(ClientVersion version) => Assert.Equal("1 of 1: Publish", await DescribeAsync(version, InClass(
        $$"""
        private IConnection? _connection;
        private IChannel~? _channel;
        private IChannel~ Channel { get { return _channel ?? (_channel = {_connection!.CreateModel()~~_connection!.CreateChannelAsync().Result}); } }
        public async~ Task~ Send~() { {{Publish.Replace("channel.", "Channel.", StringComparison.Ordinal)}} }
        """)));

    [Theory, AllGenerations("this._channel!.", "(_channel!).", "(this._channel)!.", "_channel!.", "((IChannel~)this._channel!).")]
    public async Task Is_known_however_it_is_written(ClientVersion version, string channel) => Assert.Equal("1 of 1: LimitPrefetch Publish", await DescribeAsync(version, InClass(
        $$"""
        private IChannel~? _channel;
        public async~ Task~ Open~(IConnection connection) { this._channel = await~ connection.CreateChannel~(); }
        public async~ Task~ Limit~() { await~ {{channel}}BasicQos~(0, 1, false); }
        public async~ Task~ Send~() { {{PublishOnField}} }
        """)));

    [Theory, AllGenerations]
    public async Task Is_found_in_top_level_statements(ClientVersion version) => Assert.Equal("1 of 1: DeclareQueue Publish", await DescribeAsync(version,
        $$"""
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        await~ channel.QueueDeclare~("q", true, false, false{, null~~});
        await~ Send(channel);

        static async~ Task~ Send(IChannel~ channel) { {{Publish}} }
        """));

    [Theory, AllGenerations]
    public async Task Are_several_when_a_field_is_created_anew(ClientVersion version) => Assert.Equal("2 of 2: Publish", await DescribeAsync(version, InClass(
        $$"""
        private IChannel~? _channel;
        public async~ Task~ Open~(IConnection connection)
        {
            _channel = await~ connection.CreateChannel~();
            if (_channel.IsClosed)
                _channel = await~ connection.CreateChannel~();
        }
        public async~ Task~ Send~() { {{PublishOnField}} }
        """)));

    [Theory, AllGenerations(
        "IChannel~ channel",
        "IConnection connection, Func<IConnection, IChannel~> make")]
    public async Task Are_unknown_of_what_is_given(ClientVersion version, string parameters) => Assert.Equal("unknown", await DescribeAsync(version, InMethod(
        (parameters.Contains("make", StringComparison.Ordinal) ? "var channel = make(connection);\n" : "") + Publish, parameters)));

    [Theory, AllGenerations]
    public async Task Are_unknown_of_fields_that_others_set(ClientVersion version) => Assert.Equal("unknown", await DescribeAsync(version, InClass(
        $$"""
        public IChannel~? _channel;
        public async~ Task~ Open~(IConnection connection) { _channel = await~ connection.CreateChannel~(); }
        public async~ Task~ Send~() { {{PublishOnField}} }
        """)));

    [Theory, AllGenerations]
    public async Task Are_not_all_when_one_is_given(ClientVersion version) => Assert.Equal("1 of more: Publish", await DescribeAsync(version, InMethod(
        "var channel = given ?? await~ connection.CreateChannel~();\n" + Publish, "IConnection connection, IChannel~? given")));

    [Theory, AllGenerations]
    public async Task Are_unknown_of_what_another_type_makes(ClientVersion version) => Assert.Equal("unknown", await DescribeAsync(version,
        """
        public class Pool { public async~ Task~<IChannel~> Rent~(IConnection connection) { return await~ connection.CreateChannel~(); } }

        """ + InMethod("var channel = await~ pool.Rent~(connection);\n" + Publish, "IConnection connection, Pool pool")));

    [Theory, AllGenerations]
    public async Task Are_unknown_of_the_parameter_of_a_public_method(ClientVersion version) => Assert.Equal("unknown", await DescribeAsync(version, InClass(
        $$"""
        public async~ Task~ Run~(IConnection connection) { await~ Send~(await~ connection.CreateChannel~()); }
        public async~ Task~ Send~(IChannel~ channel) { {{Publish}} }
        """)));

    [Theory, AllGenerations(
        "await~ channel.BasicQos~(0, 10, false);|LimitPrefetch Publish",
        "await~ Topology.Declare~(channel);|DeclareQueue Publish",
        "await~ channel.Declared~();|DeclareQueue Publish",
        "if (channel is { IsOpen: true } open) await~ open.QueueDelete~(\"q\"{~~, false, false});|DeleteQueue Publish",
        "{channel?.ExchangeDelete(\"x\")~~await channel!.ExchangeDeleteAsync(\"x\")};|DeleteExchange Publish",
        "channel.BasicAcks~ += (_, _) => { return~; };|Publish; BasicAcks",
        "channel.CallbackException~ += (_, _) => { return~; };|Publish; CallbackException",
        "var consumer = new EventingConsumer~(channel);|Publish",
        "ArgumentNullException.ThrowIfNull(channel); Console.WriteLine(channel.ChannelNumber + nameof(channel) + (channel == null));|Publish",
        "new Holder(channel).Run();|Publish",
        "lock (channel) { }|Publish",
        "using~ (channel) { }|Publish",
        "_ = channel;|Publish",
        "var told = $\"{channel}\" + (channel is IChannel~);|Publish",
        "ObjectDisposedException.ThrowIf(channel.IsClosed, channel); Console.WriteLine(ReferenceEquals(channel, null) & Equals(channel, null));|Publish",
        "GC.KeepAlive(channel); GC.SuppressFinalize(channel);|Publish",
        "if (channel is { } first and { IsOpen: true } second) await~ second.QueueDelete~(\"q\"{~~, false, false});|DeleteQueue Publish",
        "Action later = () => channel.Dispose();|Publish")]
    public async Task Knows_what_is_done_with_it(ClientVersion version, string use) => Assert.Equal(
        "1 of 1: " + use.Split('|')[1], await DescribeAsync(version, WithHelpers(use.Split('|')[0])));

    [Theory, AllGenerations(
        "Known.Add(channel);", "Given(channel);", "Holder.Shared = channel;", "new Holder { Mine = channel }.Run();", "var both = (channel, 1);", "var all = new[] { channel };",
        "Func<IChannel~> later = () => channel;", "topology.Declare(channel);", "Action close = channel.Dispose;", "var made = new Made(channel);", "Task.FromResult(channel);")]
    public async Task Is_handed_out(ClientVersion version, string use) => Assert.Equal("1 of 1: Publish; handed out", await DescribeAsync(version, WithHelpers(use)));

    [Theory, AllGenerations("public IChannel~ Channel => _channel!;", "public IChannel~ Get() { return _channel!; }", "internal Func<IChannel~> Get() => () => _channel!;", "protected IChannel~? Channel { get { return _channel; } }")]
    public async Task Is_handed_out_by_members(ClientVersion version, string member) => Assert.Equal("1 of 1: Publish; handed out", await DescribeAsync(version, InClass(
        $$"""
        private IChannel~? _channel;
        {{member}}
        public async~ Task~ Open~(IConnection connection) { _channel = await~ connection.CreateChannel~(); }
        public async~ Task~ Send~() { {{PublishOnField}} }
        """)));

    [Theory, AllGenerations]
    public async Task Is_handed_out_by_broken_code(ClientVersion version) => Assert.Equal("1 of 1: Publish; handed out", await DescribeAsync(version, InMethod(
        "var channel = await~ connection.CreateChannel~();\nMissing(channel.);\n" + Publish, "IConnection connection"), mayBeBroken: true));

    [Theory]
    [InlineData("", "False False <null>")]
    [InlineData("null", "False False <null>")]
    [InlineData("new CreateChannelOptions(true, false)", "True False 1")]
    [InlineData("new CreateChannelOptions(publisherConfirmationTrackingEnabled: true, publisherConfirmationsEnabled: true, consumerDispatchConcurrency: null)", "True True <null>")]
    [InlineData("options: new(on, Environment.Is64BitProcess, consumerDispatchConcurrency: 5)", "True ? 5")]
    [InlineData("made", "True True 2")]
    [InlineData("Shared", "False True 1")]
    [InlineData("given", "? ? ?")]
    public async Task Tells_the_options(string options, string expected)
    {
        var known = await Knowledge.OfAsync(V7, InClass(
            $$"""
            private static readonly CreateChannelOptions Shared = new CreateChannelOptions(false, true);
            public async Task Run(IConnection connection, CreateChannelOptions given)
            {
                const bool on = true;
                var made = new CreateChannelOptions(true, on, null, 2);
                var channel = await connection.CreateChannelAsync({{options}});
            }
            """), mayBeBroken: false);
        var found = ChannelOptions.Of(Assert.Single(known.Calls.Of(CallKind.CreateChannel)), known);
        Assert.Equal(expected, string.Join(' ', Text(found.Confirmations), Text(found.Tracking), Text(found.DispatchConcurrency)));

        static string Text(Constant constant) => constant.IsKnown ? constant.Value?.ToString() ?? "<null>" : "?";
    }

    [Theory, AllGenerations]
    public async Task Tells_the_connection_and_its_factory(ClientVersion version)
    {
        var known = await Knowledge.OfAsync(version, InMethod(
            """
            var factory = new ConnectionFactory { HostName = "a", AutomaticRecoveryEnabled = false };
            factory.TopologyRecoveryEnabled = Environment.Is64BitProcess;
            using~ var connection = await~ factory.CreateConnection~();
            using~ var channel = await~ connection.CreateChannel~();
            """, ""), mayBeBroken: false);
        var channel = known.Channels.OriginOf(known.Calls.Of(CallKind.CreateChannel).Single());
        var factory = channel.Connection.Only?.Factory.Only;

        Assert.NotNull(factory);
        Assert.False(factory.IsHandedOut);
        Assert.Equal("a", factory.ConstantOf("HostName", "localhost").Text);
        Assert.True(factory.ConstantOf("AutomaticRecoveryEnabled", true).IsFalse);
        Assert.False(factory.ConstantOf("TopologyRecoveryEnabled", true).IsKnown);
        Assert.True(factory.ConstantOf("UserName", "guest").IsKnown);
    }

    private static string WithHelpers(string use) => InMethod("var channel = await~ connection.CreateChannel~();\n" + use + "\n" + Publish, "IConnection connection, ITopology topology")
        .Replace("public class Program\n{", "public class Program\n{\n    private static readonly List<object> Known = new();\n    private static void Given(object channel) => Known.Add(channel);", StringComparison.Ordinal)
        + """

        public interface ITopology { void Declare(IChannel~ channel); }
        public static class Topology
        {
            public static async~ Task~ Declare~(IChannel~ channel) { await~ channel.QueueDeclare~("q", true, false, false{, null~~}); }
            public static async~ Task~ Declared~(this IChannel~ channel) { await~ Declare~(channel); }
        }
        public record Made(IChannel~ Channel);
        public class Holder
        {
            private readonly IChannel~? _channel;
            public Holder(IChannel~? channel = null) => _channel = channel;
            public static IChannel~? Shared;
            public IChannel~? Mine { get; set; }
            public void Run() => Console.WriteLine(_channel?.IsOpen);
        }
        """;

    /// <summary>How many calls may create the channel of the first publish, what is done with it, and whether code out of sight can get hold of it.</summary>
    private static async Task<string> DescribeAsync(ClientVersion version, string code, bool mayBeBroken = false)
    {
        var known = await Knowledge.OfAsync(version, code, mayBeBroken);
        var publish = known.Calls.Of(CallKind.Publish).First();
        var origins = known.Channels.OriginsOf(publish.Receiver);
        if (origins.Known.IsEmpty)
            return "unknown";

        var origin = origins.Known[0];
        var events = origin.Uses.Members.Where(member => member.Member is IEventSymbol).Select(member => member.Member.Name.Replace("Async", "", StringComparison.Ordinal)).ToArray();
        return $"{origins.Known.Length} of {(origins.AreAll ? origins.Known.Length : "more")}: {string.Join(' ', origin.Calls.Select(call => call.Kind).OrderBy(kind => kind == CallKind.Publish))}"
            + (events.Length > 0 ? "; " + string.Join(' ', events) : "")
            + (origin.IsHandedOut ? "; handed out" : "");
    }
}
