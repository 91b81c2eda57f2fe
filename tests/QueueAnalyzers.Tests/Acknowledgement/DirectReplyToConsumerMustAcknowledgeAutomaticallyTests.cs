using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1015 and its fix.</summary>
public class DirectReplyToConsumerMustAcknowledgeAutomaticallyTests
{
    [Theory, AllClients(
        "await~ channel.BasicConsume~(\"amq.rabbitmq.reply-to\", {|RMQ1015:false|}, consumer);",
        "await~ channel.BasicConsume~(queue: \"amq.rabbitmq.reply-to\", {|RMQ1015:autoAck: false|}, consumer: consumer);",
        "await~ channel.BasicConsume~({|RMQ1015:autoAck: false|}, consumer: consumer, queue: \"amq.rabbitmq.reply-to\");",
        "await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer);",
        "await~ channel.BasicConsume~(replyTo, {|RMQ1015:false|}, consumer);",
        "const string queue = \"amq.rabbitmq.reply-to\"; const bool automatic = false; await~ channel.BasicConsume~(queue, {|RMQ1015:automatic|}, consumer);",
        "var manual = false; await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:manual|}, consumer);",
        "await~ channel.BasicConsume~(\"amq.rabbitmq\" + \".reply-to\", {|RMQ1015:false|}, consumer);",
        "await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, \"tag\", consumer);",
        "await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, \"tag\", false, false, null, consumer);",
        "await~ Consume(channel, ReplyTo, {|RMQ1015:false|}, consumer);",
        "await~ {|RMQ1015:Consume|}(channel, ReplyTo, consumer: consumer);",
        "await~ Consume(channel, consumer: consumer, {|RMQ1015:automatic: false|}, queue: ReplyTo);",
        "await~ Consume(channel, \"orders\", false, consumer); await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer);",
        "await~ Local(); async~ Task~ Local() { await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer); }")]
    public Task Reports(ClientVersion version, string consume) => Verify.Reports<DirectReplyAnalyzer>(version, Consuming(consume));

    [Theory, OldGenerations("channel.{|RMQ1015:BasicConsume|}(consumer, ReplyTo);", "channel.BasicConsume(consumer, ReplyTo, {|RMQ1015:false|});", "channel.{|RMQ1015:BasicConsume|}(consumer: consumer, queue: ReplyTo);")]
    public Task Reports_the_default_of_an_extension(ClientVersion version, string consume) => Verify.Reports<DirectReplyAnalyzer>(version, Consuming(consume));

    [Theory, AllClients(
        "await~ channel.BasicConsume~(ReplyTo, true, consumer);",
        "await~ channel.BasicConsume~(\"orders\", false, consumer);",
        "await~ channel.BasicConsume~(\"amq.gen-1\", false, consumer);",
        "await~ channel.BasicConsume~(\"Amq.RabbitMQ.Reply-To\", false, consumer);",
        "await~ channel.BasicConsume~(\"amq.rabbitmq.reply-to.g1h2\", false, consumer);",
        "await~ channel.BasicConsume~(\"amq.direct.reply-to\", false, consumer);",
        "await~ channel.BasicConsume~(\"\", false, consumer);",
        "await~ channel.BasicConsume~(ReplyTo, Flag, consumer);",
        "await~ channel.BasicConsume~(Name, false, consumer);",
        "var queue = ReplyTo; if (Flag) queue = \"orders\"; await~ channel.BasicConsume~(queue, false, consumer);",
        "var automatic = false; if (Flag) automatic = true; await~ channel.BasicConsume~(ReplyTo, automatic, consumer);",
        "await~ Consume(channel, ReplyTo, true, consumer);",
        "await~ Consume(channel, \"orders\", false, consumer);",
        "await~ channel.BasicGet~(ReplyTo, false);",
        "await~ channel.QueueDeclare~(ReplyTo, false, true, true, null);",
        "await~ channel.BasicPublish~(\"\", ReplyTo, null~ new byte[0]);")]
    public Task Silent(ClientVersion version, string consume) => Verify.Silent<DirectReplyAnalyzer>(version, Consuming(consume));

    [Theory, AllGenerations]
    public Task Says_what_the_broker_says(ClientVersion version) => Verify.That(version, Consuming("await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer);"))
        .WithMessages("'amq.rabbitmq.reply-to' is consumed with autoAck: false: the broker answers '406 PRECONDITION_FAILED - reply consumer cannot acknowledge' and closes the channel, so no reply arrives")
        .Reports<DirectReplyAnalyzer>();

    [Theory, AllGenerations("amq.rabbitmq.reply-to", "amq.direct.reply-to")]
    public Task Reports_both_names_on_LavinMQ(ClientVersion version, string queue) => Verify.That(version, Consuming($"await~ channel.BasicConsume~(\"{queue}\", {{|RMQ1015:false|}}, consumer);"))
        .WithOption("broker", "lavinmq").WithMessagesContaining(queue, "Direct replys must be consumed in no-ack mode").Reports<DirectReplyAnalyzer>();

    [Theory, AllGenerations]
    public Task Is_the_only_report(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => { System.IO.File.WriteAllBytes("reply", args.Body.ToArray()); if (args.Body.Length > 3) await~ channel.BasicAck~(args.DeliveryTag, false); };
        await~ channel.BasicConsume~("amq.rabbitmq.reply-to", {|RMQ1015:false|}, consumer);
        """)).AllReport();

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<DirectReplyAnalyzer>(version,
        """
        IChannel~ channel = null!;
        string[] queues = ["amq.rabbitmq.reply-to"];
        Console.WriteLine(queues.Length);
        await~ channel.BasicConsume~("amq.rabbitmq.reply-to", {|RMQ1015:false|}, new EventingConsumer~(channel));
        """);

    [Theory, AllGenerations]
    public Task Reports_a_primary_constructor(ClientVersion version) => Verify.Reports<DirectReplyAnalyzer>(version,
        """public sealed class Caller(IChannel~ channel) { public async~ Task~ Run() { await~ channel.BasicConsume~("amq.rabbitmq.reply-to", {|RMQ1015:false|}, new EventingConsumer~(channel)); } }""");

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_users(ClientVersion version) => Verify.Silent<DirectReplyAnalyzer>(version, InClass(
        """
        public sealed class Own { public void BasicConsume(string queue, bool autoAck, object consumer) { } }
        public void Run(Own own) { own.BasicConsume("amq.rabbitmq.reply-to", false, own); }
        """));

    [Theory, AllGenerations]
    public Task Survives_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """channel.BasicConsume~("amq.rabbitmq.reply-to", , ); channel.BasicConsume~("amq.rabbitmq.reply-to", false""")).AllowingErrors().Silent<DirectReplyAnalyzer>();

    [Theory, AllGenerations(
        "await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:/* no */ false|}, consumer); // replies",
        "await~ channel.BasicConsume~(queue: ReplyTo, {|RMQ1015:autoAck: false|}, consumer: consumer);",
        "const bool automatic = true; Console.WriteLine(automatic); await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer);",
        "await~ Consume(channel, ReplyTo, {|RMQ1015:false|}, consumer);",
        "if (Flag) { await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer); } else { await~ channel.BasicConsume~(ReplyTo, {|RMQ1015:false|}, consumer); }")]
    public Task Fixes_the_argument(ClientVersion version, string consume) => Verify.Fixes<DirectReplyAnalyzer, DirectReplyFix>(
        version,
        Consuming(consume.Replace("{|RMQ1015:/* no */ false|}", "/* no */ {|RMQ1015:false|}", StringComparison.Ordinal)),
        Consuming(consume.Replace("{|RMQ1015:/* no */ false|}", "/* no */ true", StringComparison.Ordinal).Replace("{|RMQ1015:false|}", "true", StringComparison.Ordinal).Replace("{|RMQ1015:autoAck: false|}", "autoAck: true", StringComparison.Ordinal)));

    [Theory, OldGenerations]
    public Task Fixes_the_default_of_an_extension(ClientVersion version) => Verify.Fixes<DirectReplyAnalyzer, DirectReplyFix>(
        version, Consuming("channel.{|RMQ1015:BasicConsume|}(consumer, ReplyTo);"), Consuming("channel.BasicConsume(consumer, ReplyTo, autoAck: true);"));

    [Theory, AllGenerations]
    public Task Fixes_the_default_of_a_wrapper(ClientVersion version) => Verify.Fixes<DirectReplyAnalyzer, DirectReplyFix>(
        version, Consuming("await~ {|RMQ1015:Consume|}(channel, ReplyTo, consumer: consumer);"), Consuming("await~ Consume(channel, ReplyTo, automatic: true, consumer: consumer);"));

    [Theory, AllGenerations]
    public Task Takes_out_the_acknowledgement(ClientVersion version) => Verify.Fixes<DirectReplyAnalyzer, DirectReplyFix>(
        version,
        Handling(
            """
                    await Task.Delay(1);
                    try
                    {
                        System.IO.File.WriteAllBytes("reply", args.Body.ToArray()); // the reply
                        await~ channel.BasicAck~(args.DeliveryTag, false);
                    }
                    catch (FormatException e)
                    {
                        Console.WriteLine(e);
            #if DEBUG
                        Console.WriteLine("rejected");
            #endif
                        await~ channel.BasicReject~(args.DeliveryTag, false); // never again
                    }
            """,
            "{|RMQ1015:false|}"),
        Handling(
            """
                    await Task.Delay(1);
                    try
                    {
                        System.IO.File.WriteAllBytes("reply", args.Body.ToArray()); // the reply
                    }
                    catch (FormatException e)
                    {
                        Console.WriteLine(e);
            #if DEBUG
                        Console.WriteLine("rejected");
            #endif
                         // never again
                    }
            """,
            "true"));

    [Theory, AllGenerations("if (args.Body.Length > 0) await~ channel.BasicAck~(args.DeliveryTag, false);", "await Task.Delay(1); await~ Done(channel, args);")]
    public Task Does_not_take_out_what_it_cannot(ClientVersion version, string statements) =>
        Verify.OffersNoFix<DirectReplyAnalyzer, DirectReplyFix>(version, Handling(statements, "{|RMQ1015:false|}"));

    private static string Handling(string statements, string automatic) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received~ += async (_, args) =>
            {
        {{statements}}
            };
            await~ channel.BasicConsume~("amq.rabbitmq.reply-to", {{automatic}}, consumer);
        }

        private static async~ Task~ Done(IChannel~ channel, BasicDeliverEventArgs args) { await~ channel.BasicAck~(args.DeliveryTag, false); }
        """).Replace("if (args.Body.Length > 0)", "await Task.Delay(1); if (args.Body.Length > 0)", StringComparison.Ordinal);

    private static string Consuming(string consume) => InClass(
        $$"""
        private const string ReplyTo = "amq.rabbitmq.reply-to";
        private readonly string replyTo = ReplyTo;
        private static bool Flag => Environment.ProcessorCount > 2;
        private static string Name => Environment.MachineName;

        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            {{consume}}
        }

        private static async~ Task~ Consume(IChannel~ channel, string queue, bool automatic = false, {IBasicConsumer~~IAsyncBasicConsumer}? consumer = null)
        {
            await~ channel.BasicConsume~(queue, automatic, consumer!);
        }
        """);
}
