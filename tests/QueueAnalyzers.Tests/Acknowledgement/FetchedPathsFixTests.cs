using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fixes of the rules on paths, for messages that are fetched.</summary>
public class FetchedPathsFixTests
{
    [Theory, AllGenerations]
    public Task ContinueAcknowledges(ClientVersion version) => Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        Fetching(
            """
            if (result.Redelivered)
                {|RMQ1004:continue;|} // seen before
            Console.WriteLine(result.RoutingKey);
            await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
            """),
        Fetching(
            """
            if (result.Redelivered)
            {
                await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
                continue; // seen before
            }
            Console.WriteLine(result.RoutingKey);
            await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
            """),
        "RMQ1004.Acknowledge");

    [Theory, AllGenerations]
    public Task ContinueRejects(ClientVersion version) => Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        Fetching(
            """
            if (result.Body.Length == 0)
            {
                // Nothing in it.
                {|RMQ1004:continue;|}
            }

            await~ channel.BasicAck~(result.DeliveryTag, false);
            """),
        Fetching(
            """
            if (result.Body.Length == 0)
            {
                // Nothing in it.
                await~ channel.BasicReject~(result.DeliveryTag, requeue: !result.Redelivered);
                continue;
            }

            await~ channel.BasicAck~(result.DeliveryTag, false);
            """),
        "RMQ1004.Reject");

    [Theory, AllGenerations]
    public Task ReturnAcknowledges(ClientVersion version) => Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        Fetching(
            """
            if (result.Redelivered)
            {
                {|RMQ1004:return;|}
            }

            await~ channel.BasicAck~(result.DeliveryTag, false);
            """),
        Fetching(
            """
            if (result.Redelivered)
            {
                await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
                return;
            }

            await~ channel.BasicAck~(result.DeliveryTag, false);
            """),
        "RMQ1004.Acknowledge");

    [Theory, AllGenerations(
        // There may be nothing to settle.
        "if (result == null || result.Redelivered) {|RMQ1004:continue;|} await~ channel.BasicAck~(result.DeliveryTag, false);",
        "if (result == null) break; if (Check(result)) { {|RMQ1004:continue;|} } await~ Done~(result);")]
    public Task NothingIsOfferedWhereThereMayBeNoMessageOrNobodySettlesInSight(ClientVersion version, string statements) =>
        Verify.OffersNoFix<UnsettledPathAnalyzer, UnsettledPathFix>(version, Fetching(statements, isChecked: false));

    [Theory, AllGenerations]
    public Task FinallyBecomesTheEndOfTheTry(ClientVersion version) => Verify.Fixes<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(
        version,
        Fetching(
            """
            try
            {
                Work(result);
            }
            finally
            {
                await~ channel.{|RMQ1007:BasicAck~|}(result.DeliveryTag, multiple: false);
            }
            """),
        Fetching(
            """
            try
            {
                Work(result);
                await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await~ channel.BasicReject~(result.DeliveryTag, requeue: !result.Redelivered);
                throw;
            }
            """));

    [Theory, AllGenerations]
    public Task AcknowledgementInTheCatchBecomesRejection(ClientVersion version) => Verify.Fixes<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(
        version,
        Fetching(
            """
            try
            {
                Work(result);
                await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
            }
            catch (Exception)
            {
                await~ channel.{|RMQ1007:BasicAck~|}(result.DeliveryTag, multiple: false);
            }
            """),
        Fetching(
            """
            try
            {
                Work(result);
                await~ channel.BasicAck~(result.DeliveryTag, multiple: false);
            }
            catch (Exception)
            {
                await~ channel.BasicReject~(result.DeliveryTag, requeue: !result.Redelivered);
            }
            """));

    [Theory, AllGenerations]
    public Task SecondSettleGoes(ClientVersion version) => Verify.Fixes<SettledTwiceAnalyzer, SettledTwiceFix>(
        version,
        Fetching(
            """
            await~ channel.BasicAck~(result.DeliveryTag, false);
            await~ channel.{|RMQ1008:BasicAck~|}(result.DeliveryTag, false);
            """),
        Fetching("await~ channel.BasicAck~(result.DeliveryTag, false);"));

    private static string Fetching(string statements, bool isChecked = true) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            while (true)
            {
                var result = await~ channel.BasicGet~("orders", autoAck: false);{{(isChecked ? "\n        if (result == null)\n            break;" : "")}}
        {{string.Join('\n', statements.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length == 0 ? line : "        " + line))}}
            }
        }

        private IChannel~ own;
        private bool Check(BasicGetResult result) => result.MessageCount > 1;
        private async~ Task~ Done~(BasicGetResult result) { await~ own.BasicAck~(result.DeliveryTag, false); }
        private static void Work(BasicGetResult result) { if (result.Body.Length > 10) throw new InvalidOperationException(); }
        """);
}
