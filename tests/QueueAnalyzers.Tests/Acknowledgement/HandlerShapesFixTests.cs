using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>Each mistake of a handler is repaired in the same way wherever the handler stands.</summary>
public class HandlerShapesFixTests
{
    private const string Acknowledged = "await~ OWN.BasicAck~(TAG, multiple: false);";

    [Theory, AllGenerations]
    public Task What_nobody_settles_is_acknowledged(ClientVersion version) => Fixes<NeverSettledAnalyzer, NeverSettledFix>(
        version, new("Console.WriteLine(BODY.Length);") { Rule = "RMQ1003" }, new("Console.WriteLine(BODY.Length);\n" + Acknowledged));

    [Theory, AllGenerations]
    public Task A_path_acknowledges(ClientVersion version) => Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        new("if (AGAIN)\n{\n    {|RMQ1004:LEAVE|}\n}\n\nConsole.WriteLine(BODY.Length);\nACK"),
        new("if (AGAIN)\n{\n    " + Acknowledged + "\n    LEAVE\n}\n\nConsole.WriteLine(BODY.Length);\nACK"));

    /// <summary>What a fetch throws is nothing to repair: see <see cref="HandlerShapesTests"/>.</summary>
    [Theory, AllGenerations]
    public Task A_failure_rejects(ClientVersion version) => FixesConsumers<UnsettledFailureAnalyzer, UnsettledFailureFix>(
        version, new("Work(BODY);\nACK") { Rule = "RMQ1005" }, new(Guarded("OWN")));

    [Theory, AllGenerations]
    public Task The_acknowledgement_comes_last(ClientVersion version) => Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(
        version,
        new("await~ channel.{|RMQ1006:BasicAck~|}(TAG, multiple: false);\nWork(BODY);"),
        new("Work(BODY);\nACK"),
        uncovered: "RMQ1005");

    [Theory, AllGenerations]
    public Task Finally_becomes_the_end_of_the_try(ClientVersion version) => Fixes<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(
        version,
        new("try\n{\n    Work(BODY);\n}\nfinally\n{\n    await~ channel.{|RMQ1007:BasicAck~|}(TAG, multiple: false);\n}"),
        new(Guarded("channel")));

    [Theory, AllGenerations]
    public Task The_second_settle_goes(ClientVersion version) => Fixes<SettledTwiceAnalyzer, SettledTwiceFix>(
        version, new("ACK\nawait~ channel.{|RMQ1008:BasicAck~|}(TAG, multiple: false);"), new("ACK"));

    [Theory, AllGenerations]
    public Task The_broker_waits_for_the_settle(ClientVersion version) => Fixes<SettledAgainAnalyzer, SettledAgainFix>(
        version,
        new("Console.WriteLine(BODY.Length);\nawait~ channel.{|RMQ1009:BasicAck~|}(TAG, multiple: false);") { AutoAck = "true" },
        new("Console.WriteLine(BODY.Length);\nACK"));

    [Theory, AllGenerations]
    public Task The_delivery_is_settled_on_its_own_channel(ClientVersion version) => Fixes<ForeignChannelAnalyzer, ForeignChannelFix>(
        version,
        new("Console.WriteLine(BODY.Length);\nawait~ other.{|RMQ1010:BasicAck~|}(TAG, multiple: false);") { OpensChannels = true },
        new("Console.WriteLine(BODY.Length);\n" + Acknowledged) { OpensChannels = true });

    [Theory, AllGenerations]
    public Task A_failure_is_requeued_once(ClientVersion version) => Fixes<UnlimitedRequeueAnalyzer, UnlimitedRequeueFix>(
        version,
        new("try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, {|RMQ1011:requeue: true|}); }"),
        new("try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, requeue: !AGAIN); }"));

    [Theory, AllGenerations]
    public Task The_queue_keeps_what_is_rejected(ClientVersion version)
    {
        const string exchange = "await~ channel.ExchangeDeclare~(\"dlx\", \"fanout\", true, false, null);\nawait~ channel.QueueDeclare~(\"dead\", true, false, false, null);\nawait~ channel.QueueBind~(\"dead\", \"dlx\", \"\", null);\n";
        return Fixes<DiscardedRejectionAnalyzer, DiscardedRejectionFix>(
            version,
            new("try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, {|RMQ1012:false|}); }")
            {
                Before = exchange + "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);",
            },
            new("try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, false); }")
            {
                Before = exchange + "await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, {object~~object?}> { [\"x-dead-letter-exchange\"] = \"dlx\" });",
            });
    }

    [Theory, AllGenerations]
    public Task The_consumer_is_limited(ClientVersion version) => FixesConsumers<UnlimitedConsumerAnalyzer, UnlimitedConsumerFix>(
        version,
        new("Console.WriteLine(BODY.Length);\nACK") { OpensChannels = true, Consume = "{|RMQ1013:BasicConsume~|}" },
        new("Console.WriteLine(BODY.Length);\nACK") { OpensChannels = true, BeforeConsume = "await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);" });

    [Theory, AllGenerations]
    public Task The_requeue_is_counted(ClientVersion version) => Fixes<UncountedRequeueAnalyzer, UncountedRequeueFix>(
        version,
        new("try { Work(BODY); ACK } catch (FormatException) { await~ channel.{|RMQ1017:BasicNack~|}(TAG, multiple: false, requeue: true); }"),
        new("try { Work(BODY); ACK } catch (FormatException) { await~ channel.BasicReject~(TAG, requeue: true); }"));

    [Theory, AllGenerations]
    public Task One_delivery_is_settled_alone(ClientVersion version) => Fixes<CoveringAcknowledgementAnalyzer, CoveringAcknowledgementFix>(
        version,
        new("var copy = BODY;\nvar tag = TAG;\n_ = Task.Run(async~ () => { Work(copy); await~ channel.BasicAck~(tag, {|RMQ1018:multiple: true|}); });"),
        new("var copy = BODY;\nvar tag = TAG;\n_ = Task.Run(async~ () => { Work(copy); await~ channel.BasicAck~(tag, multiple: false); });"));

    [Theory, AllGenerations]
    public Task The_header_is_written(ClientVersion version)
    {
        const string count = "var again = !PROPERTIES.Headers!.TryGetValue(\"x-delivery-count\", out var count) || (long)count! < 3;\n";
        return Fixes<RetryCounterAnalyzer, UncountedRequeueFix>(
            version,
            new(count + "await~ channel.BasicNack~(TAG, multiple: false, {|RMQ1019:requeue: again|});"),
            new(count + "await~ channel.BasicReject~(TAG, requeue: again);"));
    }

    private static string Guarded(string channel) =>
        $$"""
        try
        {
            Work(BODY);
            ACK
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await~ {{channel}}.BasicReject~(TAG, requeue: !AGAIN);
            throw;
        }
        """;

    private static Task Fixes<TAnalyzer, TFix>(ClientVersion version, HandlerShape before, HandlerShape after, params string[] uncovered)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => FixesEach<TAnalyzer, TFix>(version, before.All(version), after.All(version), uncovered);

    private static Task FixesConsumers<TAnalyzer, TFix>(ClientVersion version, HandlerShape before, HandlerShape after)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => FixesEach<TAnalyzer, TFix>(version, before.Consumers(version), after.Consumers(version));

    private static async Task FixesEach<TAnalyzer, TFix>(ClientVersion version, IEnumerable<string> before, IEnumerable<string> after, params string[] uncovered)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        foreach (var (wrong, right) in before.Zip(after))
            await Verify.That(version, wrong).Uncovering(uncovered).Fixes<TAnalyzer, TFix>(right);
    }
}
