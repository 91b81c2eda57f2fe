using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1016.</summary>
public class StreamConsumerNeedsManualAcknowledgementAndAPrefetchLimitTests
{
    private const string Stream = "await~ channel.QueueDeclare~(\"events\", true, false, false, new Dictionary<string, object> { [\"x-queue-type\"] = \"stream\" }{~~!});";
    private const string Limit = "await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);";

    [Theory, AllGenerations(
        "await~ channel.BasicConsume~(\"events\", [|true|], consumer);",
        "await~ channel.BasicConsume~(queue: \"events\", [|autoAck: true|], consumer: consumer);",
        Limit + "await~ channel.BasicConsume~(\"events\", [|true|], consumer);",
        "await~ channel.BasicConsume~(Name, [|Automatic|], consumer);",
        "await~ channel.BasicConsume~(\"events\", [|true|], \"\", false, false, new Dictionary<string, object> { [\"x-stream-offset\"] = \"first\" }{~~!}, consumer);",
        "var automatic = true; await~ channel.BasicConsume~(\"events\", [|automatic|], consumer);",
        Limit + "await~ Start([|true|]); async~ Task~ Start(bool automatic) { await~ channel.BasicConsume~(\"events\", automatic, consumer); }")]
    public Task Reports_automatic_acknowledgement(ClientVersion version, string consume) => Verify.Reports<StreamConsumerAnalyzer>(version, Program(Stream + consume));

    [Theory, AllGenerations(
        "await~ channel.[|BasicConsume~|](\"events\", false, consumer);",
        "await~ channel.[|BasicConsume~|](queue: \"events\", autoAck: false, consumer: consumer);",
        "await~ channel.[|BasicConsume~|](Name, Environment.Is64BitProcess, consumer);",
        "foreach (var tag in new[] { \"a\", \"b\" }) await~ channel.[|BasicConsume~|](\"events\", false, tag, consumer);")]
    public Task Reports_a_missing_limit(ClientVersion version, string consume) => Verify.Reports<StreamConsumerAnalyzer>(version, Program(Stream + consume));

    [Theory, AllGenerations(
        "var arguments = new Dictionary<string, object>(); arguments[\"x-queue-type\"] = \"stream\"; await~ channel.QueueDeclare~(name, true, false, false, arguments{~~!});",
        "await~ channel.QueueDeclare~(queue: name, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object> { { \"x-queue-type\", Kind }, { \"x-max-age\", \"7D\" } }{~~!});")]
    public Task Reports_streams_however_they_are_declared(ClientVersion version, string declaration) => Verify.Reports<StreamConsumerAnalyzer>(version, Program(
        declaration + "await~ channel.BasicConsume~(name, [|true|], consumer);"));

    [Theory, AllGenerations("names[1]|[|true|]", "names[0]|true", "names[names.Length - 1]|true")]
    public Task Reports_the_same_place_of_an_array(ClientVersion version, string consumed)
    {
        var scenario = Verify.That(version, InMethod(
            "var channel = await~ connection.CreateChannel~();\n" + Stream.Replace("\"events\"", "names[1]", StringComparison.Ordinal) + Limit
            + "await~ channel.BasicConsume~(" + consumed[..consumed.IndexOf('|', StringComparison.Ordinal)] + ", " + consumed[(consumed.IndexOf('|', StringComparison.Ordinal) + 1)..] + ", consumer);",
            "IConnection connection, string[] names, IConsumer~ consumer"));
        return consumed.Contains("[|", StringComparison.Ordinal) ? scenario.Reports<StreamConsumerAnalyzer>() : scenario.Silent<StreamConsumerAnalyzer>();
    }

    [Theory, AllGenerations]
    public Task Reports_where_another_type_declares(ClientVersion version) => Verify.Reports<StreamConsumerAnalyzer>(version, Program("await~ channel.BasicConsume~(\"events\", [|true|], consumer);")
        + "public class Topology { public async~ Task~ Declare(IChannel~ channel) { " + Stream + " } }");

    [Theory, AllGenerations]
    public Task Messages_quote_the_broker(ClientVersion version) => Verify.That(version, Program(Stream + "await~ channel.BasicConsume~(\"events\", [|true|], consumer); await~ channel.[|BasicConsume~|](\"events\", false, consumer);"))
        .WithMessages(
            "Queue 'events' is a stream, and its consumer acknowledges automatically: the broker answers '540 NOT_IMPLEMENTED' and closes the connection",
            "Queue 'events' is a stream, and its consumer has no prefetch limit: the broker answers '406 PRECONDITION_FAILED - consumer prefetch count is not set' and closes the channel")
        .Reports<StreamConsumerAnalyzer>();

    [Theory, AllGenerations(
        Stream + Limit + "await~ channel.BasicConsume~(\"events\", false, consumer);",
        "await~ channel.BasicConsume~(\"events\", true, consumer);",
        "await~ channel.BasicConsume~(\"events\", false, consumer);",
        Stream + "await~ channel.BasicConsume~(\"orders\", true, consumer);",
        Stream + "await~ channel.BasicConsume~(name, true, consumer);",
        Stream + Limit + "await~ channel.BasicConsume~(\"events\", Environment.Is64BitProcess, consumer);",
        "await~ channel.QueueDeclare~(\"events\", true, false, false, new Dictionary<string, object> { [\"x-queue-type\"] = \"quorum\" }{~~!}); await~ channel.BasicConsume~(\"events\", true, consumer);",
        "await~ channel.QueueDeclare~(\"events\", true, false, false, new Dictionary<string, object> { [\"x-queue-type\"] = name }{~~!}); await~ channel.BasicConsume~(\"events\", true, consumer);",
        "await~ channel.QueueDeclare~(\"events\", true, false, false, null); await~ channel.BasicConsume~(\"events\", true, consumer);",
        Stream + "await~ channel.QueueDeclare~(\"events\", true, false, false, null); await~ channel.BasicConsume~(\"events\", true, consumer);",
        Stream + "Known.Add(channel); await~ channel.BasicConsume~(\"events\", false, consumer);")]
    public Task Silent(ClientVersion version, string statements) => Verify.Silent<StreamConsumerAnalyzer>(version, Program(statements));

    [Theory, AllGenerations]
    public Task Silent_on_a_given_channel_without_a_limit(ClientVersion version) => Verify.Silent<StreamConsumerAnalyzer>(version, InMethod(
        Stream + "await~ channel.BasicConsume~(\"events\", false, consumer);", "IChannel~ channel, IConsumer~ consumer"));

    [Theory, AllGenerations]
    public Task On_LavinMQ_only_the_flag_is_reported(ClientVersion version) => Verify.That(version, Program(
        Stream + "await~ channel.BasicConsume~(\"events\", [|true|], consumer); await~ channel.BasicConsume~(\"events\", false, consumer);"))
        .WithOption("broker", "lavinmq")
        .WithMessages("Queue 'events' is a stream, and its consumer acknowledges automatically: the broker answers '406 PRECONDITION_FAILED - Stream consumers must acknowledge messages'")
        .Reports<StreamConsumerAnalyzer>();

    [Theory, AllGenerations]
    public Task One_mistake_is_one_report(ClientVersion version) => Verify.That(version, InMethod(
        $$"""
        var channel = await~ connection.CreateChannel~();
        {{Stream}}
        var automatic = new EventingConsumer~(channel);
        automatic.Received~ += async~ (_, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
        var manual = new EventingConsumer~(channel);
        manual.Received~ += async~ (_, args) => { await~ channel.BasicAck~(args.DeliveryTag, false); };
        await~ channel.BasicConsume~("events", {|RMQ1016:true|}, automatic);
        await~ channel.{|RMQ1016:BasicConsume~|}("events", false, manual);
        """, "IConnection connection")).AllReport();

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name_and_broken_code(ClientVersion version) => Verify.That(version,
        """
        public class MyChannel { public void BasicConsume(string queue, bool autoAck, object consumer) { } public void QueueDeclare(string name, Dictionary<string, object> arguments) { } }
        public class Program
        {
            public void Run(MyChannel channel)
            {
                channel.QueueDeclare("events", new() { ["x-queue-type"] = "stream" });
                channel.BasicConsume("events", true, this);
                channel.BasicConsume("events", tru, ;
            }
        }
        """).AllowingErrors().Silent<StreamConsumerAnalyzer>();

    [Theory, AllGenerations]
    public Task Fix_acknowledges_and_limits(ClientVersion version) => Verify.Fixes<StreamConsumerAnalyzer, StreamConsumerFix>(version,
        Handled("Console.WriteLine(args.RoutingKey); // done", "", "[|true|]"),
        Handled("Console.WriteLine(args.RoutingKey); // done\n    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);", Limit + "\n", "false"));

    [Theory, AllGenerations]
    public Task Fix_acknowledges_below_a_limit(ClientVersion version) => Verify.Fixes<StreamConsumerAnalyzer, StreamConsumerFix>(version,
        Handled("Console.WriteLine(args.RoutingKey);", Limit + "\n", "[|autoAck: true|]"),
        Handled("Console.WriteLine(args.RoutingKey);\n    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);", Limit + "\n", "autoAck: false"));

    [Theory, AllGenerations]
    public Task Fix_turns_the_flag_where_the_handler_settles(ClientVersion version) => Verify.Fixes<StreamConsumerAnalyzer, StreamConsumerFix>(version,
        Handled("await~ channel.BasicAck~(args.DeliveryTag, false);", Limit + "\n", "[|true|]"),
        Handled("await~ channel.BasicAck~(args.DeliveryTag, false);", Limit + "\n", "false"));

    [Theory, AllGenerations]
    public Task Fix_limits(ClientVersion version) => Verify.That(version, Handled("await~ channel.BasicAck~(args.DeliveryTag, false);", "", "false").Replace("channel.BasicConsume~", "channel.[|BasicConsume~|]", StringComparison.Ordinal))
        .WithOption("prefetch_count", "100")
        .Fixes<StreamConsumerAnalyzer, StreamConsumerFix>(Handled("await~ channel.BasicAck~(args.DeliveryTag, false);", Limit.Replace("10", "100", StringComparison.Ordinal) + "\n", "false"));

    [Theory, AllGenerations]
    public Task No_fix_where_the_broker_would_get_something_back(ClientVersion version) => Verify.OffersNoFix<StreamConsumerAnalyzer, StreamConsumerFix>(version,
        Handled("try { Console.WriteLine(args.RoutingKey); } catch (Exception exception) { Console.WriteLine(exception); }", Limit + "\n", "[|true|]"));

    [Theory, AllGenerations]
    public Task No_fix_without_a_handler(ClientVersion version) => Verify.OffersNoFix<StreamConsumerAnalyzer, StreamConsumerFix>(version, InMethod(
        Stream + "await~ channel.BasicConsume~(\"events\", [|true|], consumer);", "IChannel~ channel, IConsumer~ consumer"));

    private static string Handled(string body, string limit, string automatic) => InMethod(
        $$"""
        using~ var channel = await~ connection.CreateChannel~();
        {{Stream}}
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) =>
        {
            {{body}}
        };
        {{limit}}await~ channel.BasicConsume~("events", {{automatic}}, consumer: consumer);
        """, "IConnection connection");

    private static string Program(string statements) => InMethod(
        $$"""
        var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { Known.Add(args); };
        {{statements}}
        """, "IConnection connection, string name")
        .Replace("public class Program\n{", "public class Program\n{\n    private const string Name = \"events\", Kind = \"stream\";\n    private const bool Automatic = true;\n    private static readonly List<object> Known = new();", StringComparison.Ordinal);
}
