using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1019 and its fix.</summary>
public class RetryCounterNeverStopsTests
{
    private const string Read = "args.BasicProperties.Headers is { } headers && headers.TryGetValue(\"x-delivery-count\", out var value)";
    private const string Reject = "await~ channel.BasicReject~(args.DeliveryTag, false);";
    private const string Wrong = "await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1019:true|});";
    private const string Right = "await~ channel.BasicNack~(args.DeliveryTag, false, true);";

    [Theory, AllClients(
        "if (" + Read + " && Convert.ToInt64(value) > 3) { " + Reject + " } else { " + Wrong + " }",
        "if (" + Read + " && (long)value! > 3) { " + Reject + " return; } " + Wrong,
        "long count = 0; if (" + Read + ") count = Convert.ToInt64(value); if (count < 3) { " + Wrong + " } else { " + Reject + " }",
        "if (CountOf(args) < 3) " + Wrong + " else " + Reject,
        "var count = CountOf(args); await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1019:count < 3|});",
        "var count = CountOf(args); await~ channel.BasicNack~(multiple: false, {|RMQ1019:requeue: count < 3|}, deliveryTag: args.DeliveryTag);",
        "var requeue = CountOf(args) < 3; await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1019:requeue|});",
        "try { Work(args); } catch (Exception) { if (CountOf(args) < 3) { " + Wrong + " } else { " + Reject + " } }",
        "var attempts = CountOf(args); try { Work(args); } catch (Exception) when (attempts > 3) { " + Reject + " } catch (Exception) { if (attempts <= 3) " + Wrong + " }",
        "if (CountOf(args) is var count and > 3) { Console.WriteLine(count); " + Reject + " } else { " + Wrong + " }",
        "if (CountOf(args) < 3) { await~ Again(channel, args.DeliveryTag, {|RMQ1019:true|}); } else { " + Reject + " }",
        "if (Counted(args.BasicProperties) < 3) " + Wrong + " else " + Reject,
        "if (args.BasicProperties.Headers![Header] is long count && count > 3) { " + Reject + " } else { " + Wrong + " }",
        "if (!IsLast(args)) " + Wrong + " else " + Reject,
        "if (CountOf(args) < 3) await~ GiveBack~(); else " + Reject + " async~ Task~ GiveBack~() { " + Wrong + " }",
        "if (CountOf(args) > 3) { " + Reject + " return; } await~ Outer~(); async~ Task~ Outer~() { await~ GiveBack~(); } async~ Task~ GiveBack~() { " + Wrong + " }",
        "switch (CountOf(args)) { case < 3: " + Wrong + " break; default: " + Reject + " break; }")]
    public Task Reports_a_lambda(ClientVersion version, string body) => Verify.Reports<RetryCounterAnalyzer>(version, InHandler(body));

    [Theory, AllClients(
        "if (CountOf(args) < 3) await~ channel.BasicReject~(args.DeliveryTag, true); else " + Reject,
        "if (CountOf(args) < 3) await~ channel.BasicNack~(args.DeliveryTag, false, false); else " + Reject,
        "if (CountOf(args) < 3 && OtherCount(args, \"x-acquired-count\") < 3) " + Right + " else " + Reject,
        "if (CountOf(args) < 3 && args.BasicProperties.Headers!.ContainsKey(\"x-death\")) " + Right + " else " + Reject,
        "if (args.BasicProperties.Headers!.TryGetValue(\"x-acquired-count\", out var a) && CountOf(args) < 3 && (long)a! < 3) " + Right + " else " + Reject,
        "if (CountOf(args) < 3 && !args.Redelivered) " + Right + " else " + Reject,
        "Console.WriteLine(CountOf(args)); " + Right,
        "Console.WriteLine(CountOf(args)); await~ GiveBack~(); async~ Task~ GiveBack~() { " + Right + " }",
        "Console.WriteLine(CountOf(args)); await~ GiveBack~(); async~ Task~ GiveBack~() { if (args.Redelivered) { await~ GiveBack~(); return; } " + Right + " }",
        "Console.WriteLine(CountOf(args)); if (args.RoutingKey == \"a\") " + Right + " else " + Reject,
        "var count = CountOf(args); await~ channel.BasicNack~(args.DeliveryTag, false, Flag); Console.WriteLine(count);",
        "if (args.BasicProperties.Headers!.TryGetValue(\"x-retry-count\", out var value) && (long)value! > 3) " + Reject + " else " + Right,
        "if (CountOf(args) < 3) { var own = new Dictionary<string, object?>(); own[\"x-delivery-count\"] = CountOf(args) + 1; Console.WriteLine(own); " + Right + " } else { " + Reject + " }",
        "if (new Dictionary<string, int>().TryGetValue(\"count\", out var value) && value < 3) " + Right + " else " + Reject,
        "if (Unrelated.TryGetValue(\"x-delivery\", out var value) && value < 3) " + Right + " else " + Reject,
        Right,
        Reject)]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Verify.Silent<RetryCounterAnalyzer>(version, InHandler(body));

    [Theory, AllGenerations]
    public Task Reports_a_method_that_the_handler_calls(ClientVersion version) => Verify.That(version, InClass(
        """
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run()
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
            catch (Exception) { await~ GiveUpOrBack(args); }
        }

        private async~ Task~ GiveUpOrBack(BasicDeliverEventArgs args)
        {
            var count = args.BasicProperties.Headers?.TryGetValue("x-delivery-count", out var value) == true ? Convert.ToInt32(value) : 0;
            if (count >= 5)
                await~ channel.BasicReject~(args.DeliveryTag, false);
            else
                await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1019:true|});
        }
        """))
        .WithMessages("Whether a delivery of queue 'orders' is requeued depends on 'x-delivery-count', but RabbitMQ 4.3 does not count what BasicNack gives back: the header is never written, and the limit never reached")
        .Reports<RetryCounterAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_LavinMQ(ClientVersion version) => Verify.That(version, InHandler("if (CountOf(args) < 3) " + Right + " else " + Reject)).WithOption("broker", "lavinmq").Silent<RetryCounterAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_a_classic_queue(ClientVersion version) => Verify.Silent<RetryCounterAnalyzer>(version, InHandler("if (CountOf(args) < 3) " + Right + " else " + Reject).Replace(
        "    var consumer",
        "    await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"classic\" }!);\n    var consumer",
        StringComparison.Ordinal));

    [Theory, AllGenerations]
    public Task Silent_where_the_handler_is_out_of_sight(ClientVersion version) => Verify.Silent<RetryCounterAnalyzer>(version, InClass(
        """
        public async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args)
        {
            if (args.BasicProperties.Headers!.TryGetValue("x-delivery-count", out var value) && (long)value! < 3) await~ channel.BasicNack~(args.DeliveryTag, false, true);
        }
        """));

    [Theory, AllGenerations]
    public Task Survives_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += (_, args) => { if (args.BasicProperties.Headers["x-delivery-count"] < ) channel.BasicNack~(args.DeliveryTag, , true; };
        channel.BasicConsume~("orders", false, consumer);
        """)).AllowingErrors().Silent<RetryCounterAnalyzer>();

    [Theory, AllGenerations]
    public Task Fixes_the_constant(ClientVersion version) => Fixes(version,
        "if (CountOf(args) < 3) " + Wrong + " else " + Reject,
        "if (CountOf(args) < 3) await~ channel.BasicReject~(args.DeliveryTag, true); else " + Reject);

    [Theory, AllGenerations]
    public Task Fixes_the_condition(ClientVersion version) => Fixes(version,
        "await~ channel.BasicNack~(args.DeliveryTag, multiple: false, {|RMQ1019:requeue: CountOf(args) < 3|}); // again?",
        "await~ channel.BasicReject~(args.DeliveryTag, requeue: CountOf(args) < 3); // again?");

    [Theory, AllGenerations]
    public Task Fixes_the_wrapper(ClientVersion version)
    {
        return Verify.Fixes<RetryCounterAnalyzer, UncountedRequeueFix>(
            version,
            InHandler("if (CountOf(args) < 3) { await~ Again(channel, args.DeliveryTag, {|RMQ1019:true|}); }"),
            InHandler("if (CountOf(args) < 3) { await~ Again(channel, args.DeliveryTag, true); }").Replace("channel.BasicNack~(tag, false, again)", "channel.BasicReject~(tag, again)", StringComparison.Ordinal));
    }

    [Theory, AllGenerations]
    public Task Does_not_fix_what_covers_several(ClientVersion version) => Verify.OffersNoFix<RetryCounterAnalyzer, UncountedRequeueFix>(version,
        InHandler("if (CountOf(args) < 3) await~ channel.BasicNack~(args.DeliveryTag, true, {|RMQ1019:true|});"));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<RetryCounterAnalyzer, UncountedRequeueFix>(version, InHandler(before), InHandler(after));

    private static string InHandler(string body) => InClass(
        $$"""
        private const string Header = "x-delivery-count";
        private static readonly Dictionary<string, int> Unrelated = new();
        private static bool Flag => Environment.ProcessorCount > 2;

        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static void Work(BasicDeliverEventArgs args) { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); }
        private static bool IsLast(BasicDeliverEventArgs args) { return CountOf(args) > 2; }
        private static int Counted(ReceivedProperties~ properties) { return properties.Headers is { } headers && headers.TryGetValue(Header, out var value) ? Convert.ToInt32(value) : 0; }
        private static async~ Task~ Again(IChannel~ channel, ulong tag, bool again) { await~ channel.BasicNack~(tag, false, again); }
        private static int OtherCount(BasicDeliverEventArgs args, string key) { return args.BasicProperties.Headers!.TryGetValue("x-acquired-count", out var value) ? Convert.ToInt32(value) + key.Length : 0; }
        private static int CountOf(BasicDeliverEventArgs args)
        {
            if (args.BasicProperties.Headers is { } headers && headers.TryGetValue("x-delivery-count", out var value))
                return Convert.ToInt32(value);
            return 0;
        }
        """);
}
