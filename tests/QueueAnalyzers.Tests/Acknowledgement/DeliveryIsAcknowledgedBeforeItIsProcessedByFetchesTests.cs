using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1006, for messages that are fetched.</summary>
public class DeliveryIsAcknowledgedBeforeItIsProcessedByFetchesTests
{
    private const string Fetch = "var result = await~ channel.BasicGet~(\"orders\", false); ";
    private const string Ack = "await~ channel.BasicAck~(result.DeliveryTag, false); ";
    private const string EarlyAck = "await~ channel.{|RMQ1006:BasicAck~|}(result.DeliveryTag, false); ";

    [Theory, AllGenerations(
        Fetch + "if (result == null) return; " + EarlyAck + "Work(result);",
        Fetch + "if (result != null) { " + EarlyAck + "Work(result); }",
        "while (true) { " + Fetch + "if (result == null) break; " + EarlyAck + "Work(result); }",
        "while (true) { " + Fetch + "if (result == null) continue; var text = Encoding.UTF8.GetString(result.Body.ToArray()); " + EarlyAck + "Print(text); }",
        "while (await~ channel.BasicGet~(\"orders\", autoAck: false) is { } result) { " + EarlyAck + "Work(result); }",
        "BasicGetResult result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { " + EarlyAck + "Print(Encoding.UTF8.GetString(result.Body.ToArray())); }",
        "while (true) { " + Fetch + "if (result == null) continue; if (result.Redelivered) { " + Ack + "continue; } " + EarlyAck + "Work(result); }",
        "while (true) { " + Fetch + "if (result == null) continue; _ = Task.Run(() => Work(result)); " + EarlyAck + "}",
        "while (true) { " + Fetch + "if (result == null) continue; await~ {|RMQ1006:Done~|}(result); Work(result); }")]
    public Task Reports(ClientVersion version, string body) => Verify.Reports<AcknowledgedEarlyAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations(
        Fetch + "if (result == null) return; Work(result); " + Ack,
        "while (true) { " + Fetch + "if (result == null) continue; Work(result); " + Ack + "}",
        "while (true) { " + Fetch + "if (result == null) continue; " + Ack + "Console.WriteLine(result.RoutingKey); }",
        "while (true) { " + Fetch + "if (result == null) continue; " + Ack + "kept.Add(result); }",
        "while (true) { " + Fetch + "if (result == null) continue; if (result.Redelivered) { " + Ack + "continue; } Work(result); " + Ack + "}",
        // The next message is another one.
        "BasicGetResult result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { Work(result); " + Ack + "}",
        "var result = await~ channel.BasicGet~(\"orders\", true); if (result == null) return; Work(result);",
        "var result = await~ channel.BasicGet~(\"orders\", autoAck); if (result == null) return; " + Ack + "Work(result);",
        "var first = await~ channel.BasicGet~(\"orders\", false); var second = await~ channel.BasicGet~(\"orders\", false); if (first == null || second == null) return; Work(first); await~ channel.BasicAck~(first.DeliveryTag, false); Work(second); await~ channel.BasicAck~(second.DeliveryTag, false);",
        "ulong last = 0; while (true) { " + Fetch + "if (result == null) break; Work(result); last = result.DeliveryTag; } await~ channel.BasicAck~(last, true);")]
    public Task Is_silent(ClientVersion version, string body) => Verify.Silent<AcknowledgedEarlyAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations]
    public Task Acknowledges_behind_the_work_of_the_round(ClientVersion version) => Verify.Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(version,
        Fetching(
            """
            while (!stopping.IsCancellationRequested)
                        {
                            var result = await~ channel.BasicGet~("orders", false);
                            if (result == null)
                                continue;

                            await~ channel.{|RMQ1006:BasicAck~|}(result.DeliveryTag, false); // done
                            if (result.Body.Length == 0)
                                continue;
                            // Now.
                            Work(result);
                        }
            """),
        Fetching(
            """
            while (!stopping.IsCancellationRequested)
                        {
                            var result = await~ channel.BasicGet~("orders", false);
                            if (result == null)
                                continue;

                            if (result.Body.Length == 0)
                            {
                                await~ channel.BasicAck~(result.DeliveryTag, false);
                                continue;
                            }
                            // Now.
                            Work(result);
                            // done
                            await~ channel.BasicAck~(result.DeliveryTag, false);
                        }
            """));

    [Theory, AllGenerations]
    public Task Acknowledges_behind_the_work_in_top_level_statements(ClientVersion version) => Verify.Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(version,
        """
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        while (await~ channel.BasicGet~("orders", autoAck: false) is { } result)
        {
            await~ channel.{|RMQ1006:BasicAck~|}(result.DeliveryTag, false);
            System.IO.File.WriteAllBytes("order", result.Body.ToArray());
        }
        """,
        """
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        while (await~ channel.BasicGet~("orders", autoAck: false) is { } result)
        {
            System.IO.File.WriteAllBytes("order", result.Body.ToArray());
            await~ channel.BasicAck~(result.DeliveryTag, false);
        }
        """);

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) continue; _ = Task.Run(() => Work(result)); " + EarlyAck + "}",
        "while (true) { " + Fetch + "if (result == null) continue; await~ {|RMQ1006:Done~|}(result); Work(result); }")]
    public Task Offers_no_fix(ClientVersion version, string body) => Verify.OffersNoFix<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(version, Fetching(body));

    [Theory, AllGenerations]
    public Task Offers_no_fix_in_code_that_does_not_parse(ClientVersion version) => Verify.That(version, Fetching(
        "while (true) { " + Fetch + "if (result == null) continue; " + EarlyAck + "Work(result); if ( }")).AllowingErrors().OffersNoFix<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>();

    private static string Fetching(string body) => InClass(
        $$"""
        private static readonly List<BasicGetResult> kept = new List<BasicGetResult>();

        public async~ Task~ Run(IChannel~ channel, CancellationToken stopping, bool autoAck)
        {
            async~ Task~ Done~(BasicGetResult done) { await~ channel.BasicAck~(done.DeliveryTag, false); }

            {{body}}
        }

        private static void Work(BasicGetResult result) => System.IO.File.WriteAllBytes("order", result.Body.ToArray());
        private static void Print(string text) => System.IO.File.WriteAllText("printer", text);
        """);
}
