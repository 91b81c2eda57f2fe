using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>Each mistake wherever a handler stands: behind an event, in an override, around a fetch, and on the consumers of 6.x that await their handlers.</summary>
public partial class HandlerShapesTests
{
    private const string Missing = "if (AGAIN) {|RMQ1004:LEAVE|} Console.WriteLine(TAG); ACK";
    private const string Swallowed = "try { Work(BODY); ACK } {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); }";
    private const string Early = "await~ channel.{|RMQ1006:BasicAck~|}(TAG, false); Work(BODY);";
    private const string Failed = "try { Work(BODY); } finally { await~ channel.{|RMQ1007:BasicAck~|}(TAG, false); }";
    private const string FailedAndCaught = "try { Work(BODY); } catch (Exception e) { Console.WriteLine(e); } await~ channel.{|RMQ1007:BasicAck~|}(TAG, false);";
    private const string Twice = "ACK await~ channel.{|RMQ1008:BasicAck~|}(TAG, false);";
    private const string TwiceInCatch = "try { ACK Work(BODY); } catch (Exception) { await~ channel.{|RMQ1008:BasicReject~|}(TAG, false); }";
    private const string Requeued = "try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, {|RMQ1011:true|}); }";
    private const string Uncounted = "try { Work(BODY); ACK } catch (FormatException) { await~ channel.{|RMQ1017:BasicNack~|}(TAG, false, true); }";
    private const string Covering = "var copy = BODY; _ = Task.Run(() => Work(copy)); await~ channel.BasicAck~(TAG, {|RMQ1018:true|});";
    private const string CoveringLater = "var copy = BODY; var tag = TAG; _ = Task.Run(async~ () => { Work(copy); await~ channel.BasicAck~(tag, {|RMQ1018:true|}); });";
    private const string Counting = "if (PROPERTIES.Headers!.TryGetValue(\"x-delivery-count\", out var count) && (long)count! > 3) { NACK LEAVE } await~ channel.BasicNack~(TAG, false, {|RMQ1019:true|});";

    private static readonly Dictionary<string, Func<ClientVersion, string, Task>> Verdicts = new()
    {
        ["RMQ1004"] = Verify.Reports<UnsettledPathAnalyzer>,
        ["RMQ1006"] = Verify.Reports<AcknowledgedEarlyAnalyzer>,
        ["RMQ1007"] = Verify.Reports<FailureAcknowledgedAnalyzer>,
        ["RMQ1008"] = Verify.Reports<SettledTwiceAnalyzer>,
        ["RMQ1011"] = Verify.Reports<UnlimitedRequeueAnalyzer>,
        ["RMQ1017"] = Verify.Reports<UncountedRequeueAnalyzer>,
        ["RMQ1018"] = Verify.Reports<CoveringAcknowledgementAnalyzer>,
        ["RMQ1019"] = Verify.Reports<RetryCounterAnalyzer>,
    };

    [Theory, AllGenerations(Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted, Covering, CoveringLater, Counting)]
    public Task Reports_behind_an_event(ClientVersion version, string body) => Reports(version, body, new HandlerShape(body).Event);

    [Theory, AllGenerations(Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted, Covering, CoveringLater, Counting)]
    public Task Reports_in_an_override(ClientVersion version, string body) => Reports(version, body, new HandlerShape(body).Override);

    [Theory, AllGenerations(Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted, Covering, CoveringLater, Counting)]
    public Task Reports_around_a_fetch(ClientVersion version, string body) => Reports(version, body, new HandlerShape(body).Fetch);

    [Theory, Generations(ClientVersion.V6, Cases = [Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted, Covering, CoveringLater, Counting])]
    public async Task Reports_on_an_awaited_handler_of_6x(ClientVersion version, string body)
    {
        var awaited = new HandlerShape(body) { IsAwaited = true };
        await Reports(version, body, awaited.Event);
        await Reports(version, body, awaited.Override);
    }

    [Theory, AllGenerations("Work(BODY);", "if (AGAIN) LEAVE Console.WriteLine(TAG);")]
    public Task Reports_what_nobody_settles(ClientVersion version, string body) =>
        ReportsAll<NeverSettledAnalyzer>(version, new HandlerShape(body) { Rule = "RMQ1003" });

    /// <summary>What a fetch throws leaves the method, and whoever has called it hears of it.</summary>
    [Theory, AllGenerations("Work(BODY); ACK", "if (AGAIN) { NACK LEAVE } Work(BODY); ACK", "try { Work(BODY); ACK } catch (FormatException) { NACK }")]
    public async Task Reports_a_failure_that_settles_nothing_except_of_a_fetch(ClientVersion version, string body)
    {
        foreach (var code in new HandlerShape(body) { Rule = "RMQ1005" }.Consumers(version))
            await Verify.Reports<UnsettledFailureAnalyzer>(version, code);
        await Verify.Silent<UnsettledFailureAnalyzer>(version, new HandlerShape(body).Fetch);
    }

    [Theory, AllGenerations(
        "Work(BODY); await~ channel.{|RMQ1009:BasicAck~|}(TAG, false);",
        "try { Work(BODY); await~ channel.{|RMQ1009:BasicAck~|}(TAG, false); } catch (Exception) { NACK }")]
    public Task Reports_what_the_broker_has_acknowledged(ClientVersion version, string body) =>
        ReportsAll<SettledAgainAnalyzer>(version, new HandlerShape(body) { AutoAck = "true" });

    [Theory, AllGenerations(
        "Work(BODY); await~ other.{|RMQ1010:BasicAck~|}(TAG, false);",
        "try { Work(BODY); ACK } catch (Exception) { await~ other.{|RMQ1010:BasicReject~|}(TAG, false); }")]
    public Task Reports_another_channel(ClientVersion version, string body) =>
        ReportsAll<ForeignChannelAnalyzer>(version, new HandlerShape(body) { OpensChannels = true });

    [Theory, AllGenerations(
        "try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, {|RMQ1012:false|}); }",
        "if (AGAIN) { await~ channel.BasicNack~(TAG, false, {|RMQ1012:requeue: false|}); LEAVE } ACK")]
    public Task Reports_a_rejection_that_discards(ClientVersion version, string body) => ReportsAll<DiscardedRejectionAnalyzer>(
        version, new HandlerShape(body) { Before = "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);" });

    /// <summary>A limit is for what the broker sends by itself, and so are its refusals: a fetch takes one message, whatever the limit.</summary>
    [Theory, AllGenerations]
    public async Task Reports_consumers_but_no_fetch(ClientVersion version)
    {
        const string stream = "await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"stream\" }!);";
        await ReportsConsumers<UnlimitedConsumerAnalyzer>(version, new("ACK") { OpensChannels = true, Consume = "{|RMQ1013:BasicConsume~|}" });
        await ReportsConsumers<IneffectiveLimitAnalyzer>(version, new("Work(BODY);") { OpensChannels = true, Before = "await~ channel.{|RMQ1014:BasicQos~|}(0, 10, false);", AutoAck = "true" });
        await ReportsConsumers<DirectReplyAnalyzer>(version, new("ACK") { Queue = "\"amq.rabbitmq.reply-to\"", AutoAck = "{|RMQ1015:false|}" });
        await ReportsConsumers<StreamConsumerAnalyzer>(version, new("Work(BODY);") { Before = stream, AutoAck = "{|RMQ1016:true|}" });
        await ReportsConsumers<StreamConsumerAnalyzer>(version, new("ACK") { OpensChannels = true, Before = stream, Consume = "{|RMQ1016:BasicConsume~|}" });
    }

    [Theory, AllGenerations(
        "try { Work(BODY); ACK } catch (Exception) { NACK }",
        "try { Work(BODY); } catch (Exception) { NACK LEAVE } ACK",
        "if (AGAIN) { NACK LEAVE } try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, !AGAIN); }",
        "var done = false; try { Work(BODY); done = true; } catch (Exception) { NACK } if (done) ACK",
        "try { Work(BODY); ACK } catch (FormatException) { NACK } catch (Exception) { await~ channel.BasicReject~(TAG, !AGAIN); throw; }")]
    public async Task Silent_in_every_shape(ClientVersion version, string body)
    {
        foreach (var code in new HandlerShape(body).All(version))
            await Verify.AllSilent(version, code);
    }

    private static Task Reports(ClientVersion version, string body, string code) => Verdicts[Rule().Match(body).Value](version, code);

    private static async Task ReportsAll<TAnalyzer>(ClientVersion version, HandlerShape shape)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        foreach (var code in shape.All(version))
            await Verify.Reports<TAnalyzer>(version, code);
    }

    private static async Task ReportsConsumers<TAnalyzer>(ClientVersion version, HandlerShape shape)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        foreach (var code in shape.Consumers(version))
            await Verify.Reports<TAnalyzer>(version, code);
        await Verify.Silent<TAnalyzer>(version, Mark().Replace(shape.Fetch, "${code}"));
    }

    [GeneratedRegex(@"RMQ\d+")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\{\|RMQ\d+:(?<code>.*?)\|\}")]
    private static partial Regex Mark();
}
