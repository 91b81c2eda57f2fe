using System.Text.RegularExpressions;
using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>Each mistake on a path, and its repair, wherever a handler stands: behind an event, in an override, around a fetch, and on the consumers of 6.x that await their handlers.</summary>
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

    private static readonly Dictionary<string, Func<ClientVersion, string, Task>> Verdicts = new()
    {
        ["RMQ1004"] = Verify.Reports<UnsettledPathAnalyzer>,
        ["RMQ1006"] = Verify.Reports<AcknowledgedEarlyAnalyzer>,
        ["RMQ1007"] = Verify.Reports<FailureAcknowledgedAnalyzer>,
        ["RMQ1008"] = Verify.Reports<SettledTwiceAnalyzer>,
        ["RMQ1011"] = Verify.Reports<UnlimitedRequeueAnalyzer>,
        ["RMQ1017"] = Verify.Reports<UncountedRequeueAnalyzer>,
    };

    [Theory, AllGenerations(Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted)]
    public Task Reports_behind_an_event(ClientVersion version, string body) => Reports(version, body, Event(body));

    [Theory, AllGenerations(Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted)]
    public Task Reports_in_an_override(ClientVersion version, string body) => Reports(version, body, Override(body));

    [Theory, AllGenerations(Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted)]
    public Task Reports_around_a_fetch(ClientVersion version, string body) => Reports(version, body, Fetch(body));

    [Theory, Generations(ClientVersion.V6, Cases = [Missing, Swallowed, Early, Failed, FailedAndCaught, Twice, TwiceInCatch, Requeued, Uncounted])]
    public async Task Reports_on_an_awaited_handler_of_6x(ClientVersion version, string body)
    {
        await Reports(version, body, Awaited(Event(body)));
        await Reports(version, body, Awaited(Override(body)));
    }

    [Theory, AllGenerations(
        "try { Work(BODY); ACK } catch (Exception) { NACK }",
        "try { Work(BODY); } catch (Exception) { NACK LEAVE } ACK",
        "if (AGAIN) { NACK LEAVE } try { Work(BODY); ACK } catch (Exception) { await~ channel.BasicReject~(TAG, !AGAIN); }",
        "var done = false; try { Work(BODY); done = true; } catch (Exception) { NACK } if (done) ACK",
        "try { Work(BODY); ACK } catch (FormatException) { NACK } catch (Exception) { await~ channel.BasicReject~(TAG, !AGAIN); throw; }")]
    public async Task Silent_in_every_shape(ClientVersion version, string body)
    {
        await Verify.AllSilent(version, Event(body));
        await Verify.AllSilent(version, Override(body));
        await Verify.AllSilent(version, Fetch(body));
        if (version != ClientVersion.V6)
            return;
        await Verify.AllSilent(version, Awaited(Event(body)));
        await Verify.AllSilent(version, Awaited(Override(body)));
    }

    private static Task Reports(ClientVersion version, string body, string code) => Verdicts[Rule().Match(body).Value](version, code);

    private static string Event(string body) => Snippet.InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { {{Spelled(body, "args.DeliveryTag", "args.Body.ToArray()", "args.Redelivered", "return;")}} };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """ + Members);

    private static string Override(string body) =>
        $$"""
        public sealed class Worker : ConsumerBase~
        {
            private readonly IChannel~ channel;
            public Worker(IChannel~ channel) : base(channel) { this.channel = channel; }
            public async~ Task~ Start() { await~ channel.BasicConsume~("orders", false, this); }
            public override async~ Task~ HandleBasicDeliver~(Delivery~) { {{Spelled(body, "deliveryTag", "body.ToArray()", "redelivered", "return;")}} }
        {{Members}}
        }
        """;

    private static string Fetch(string body) => Snippet.InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            while (true)
            {
                var result = await~ channel.BasicGet~("orders", false);
                if (result == null)
                    return;
                {{Spelled(body, "result.DeliveryTag", "result.Body.ToArray()", "result.Redelivered", "continue;")}}
            }
        }
        """ + Members);

    /// <summary>The same on the consumers of 6.x that await their handlers.</summary>
    private static string Awaited(string code) => code
        .Replace("new EventingConsumer~(channel)", "new AsyncEventingBasicConsumer(channel)", StringComparison.Ordinal)
        .Replace("Received~ += async~ (sender, args) => {", "Received += async (sender, args) => { await Task.CompletedTask; ", StringComparison.Ordinal)
        .Replace(": ConsumerBase~", ": AsyncDefaultBasicConsumer", StringComparison.Ordinal)
        .Replace("public override async~ Task~ HandleBasicDeliver~(Delivery~) {", "public override async Task HandleBasicDeliver(Delivery~) { await Task.CompletedTask; ", StringComparison.Ordinal);

    private static string Spelled(string body, string tag, string content, string again, string leave) => body
        .Replace("NACK", "await~ channel.BasicReject~(TAG, false);", StringComparison.Ordinal)
        .Replace("ACK", "await~ channel.BasicAck~(TAG, false);", StringComparison.Ordinal)
        .Replace("TAG", tag, StringComparison.Ordinal)
        .Replace("BODY", content, StringComparison.Ordinal)
        .Replace("AGAIN", again, StringComparison.Ordinal)
        .Replace("LEAVE", leave, StringComparison.Ordinal);

    private const string Members =
        """

            private static void Work(byte[] body) { System.IO.File.WriteAllBytes("orders", body); }
        """;

    [GeneratedRegex(@"RMQ\d+")]
    private static partial Regex Rule();
}
