using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1004, for messages that are fetched: each round of the loop has a message of its own.</summary>
public class DeliveryIsLeftUnsettledOnSomePathsOfFetchesTests
{
    private const string Fetch = "var result = await~ channel.BasicGet~(\"orders\", false); ";
    private const string FetchWhole = "var result = await~ channel.{|RMQ1004:BasicGet~|}(\"orders\", false); ";
    private const string Ack = "await~ channel.BasicAck~(result.DeliveryTag, false); ";
    private const string Reject = "await~ channel.BasicReject~(result.DeliveryTag, false); ";

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) break; if (result.Redelivered) {|RMQ1004:continue;|} " + Ack + "}",
        "while (true) { " + Fetch + "if (result is null) continue; if (result.Body.Length == 0) {|RMQ1004:continue;|} Work(result); " + Ack + "}",
        "while (true) { " + Fetch + "if (result == null) return; if (result.Redelivered) {|RMQ1004:return;|} " + Ack + "}",
        "while (true) { " + FetchWhole + "if (result == null) return; if (!result.Redelivered) { " + Ack + "} }",
        "for (;;) { " + FetchWhole + "if (result != null) { if (result.Redelivered) { " + Ack + "} } }",
        "do { " + FetchWhole + "if (result is null) break; if (Check(result)) " + Ack + "} while (true);",
        "while (true) { " + Fetch + "if (result is not { }) break; try { Work(result); " + Ack + "} {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); } }",
        "while (true) { " + Fetch + "if (result == null) break; try { Work(result); " + Ack + "} {|RMQ1004:catch|} (Exception) { continue; } }",
        Fetch + "if (result == null) return; if (result.Redelivered) {|RMQ1004:return;|} " + Ack,
        Fetch + "if (result != null) { if (result.Redelivered) {|RMQ1004:return;|} " + Ack + "}",
        FetchWhole + "if (result == null) return; switch (result.RoutingKey) { case \"a\": " + Ack + "break; }",
        FetchWhole + "if (result != null && Check(result)) " + Ack,
        "BasicGetResult result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { if (result.Redelivered) {|RMQ1004:continue;|} " + Ack + "}",
        "while (await~ channel.BasicGet~(\"orders\", autoAck: false) is { } result) { if (result.Redelivered) {|RMQ1004:continue;|} " + Ack + "}",
        "while (!stopping.IsCancellationRequested) { " + Fetch + "if (result == null) { Thread.Sleep(10); continue; } if (result.Redelivered) {|RMQ1004:continue;|} Work(result); " + Ack + "}",
        "while (true) { " + Fetch + "if (result == null) continue; var tag = result.DeliveryTag; if (result.Redelivered) {|RMQ1004:continue;|} await~ channel.BasicAck~(tag, false); }",
        "while (true) { " + Fetch + "if (result == null) continue; if (result.Redelivered) {|RMQ1004:continue;|} await~ Done~(result); }",
        "void Poll() { } Poll(); while (true) { " + Fetch + "if (result == null) continue; if (result.Redelivered) {|RMQ1004:continue;|} " + Ack + "}",
        // What is forgotten in a round is forgotten in the last one too: one mistake.
        "var bodies = new List<byte[]>(); try { for (var i = 0; i < bodies.Count + 10; i++) { " + FetchWhole + "if (result is null) break; try { Work(result); bodies.Add(result.Body.ToArray()); } catch (Exception) { " + Reject + "} } } catch (Exception e) { Console.WriteLine(e); } Console.WriteLine(bodies); return;",
        "for (var i = 0; i < 10; i++) { " + FetchWhole + "if (result == null) continue; if (Check(result)) " + Reject + "}")]
    public Task Reports(ClientVersion version, string body) => Verify.Reports<UnsettledPathAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) continue; Work(result); " + Ack + "}",
        "while (true) { " + Fetch + "if (result == null) { Thread.Sleep(10); continue; } if (result.Redelivered) { " + Reject + "continue; } " + Ack + "}",
        "while (true) { " + Fetch + "if (result is null) break; try { Work(result); " + Ack + "} catch (Exception) { " + Reject + "} }",
        "while (true) { " + Fetch + "if (result == null) break; Work(result); " + Ack + "}",
        Fetch + "if (result == null) return; Work(result); " + Ack,
        Fetch + "if (result != null) { Work(result); " + Ack + "}",
        Fetch + "Work(result); " + Ack,
        // What may have been empty is not looked at.
        Fetch + "var body = result?.Body.ToArray(); if (body == null) return; " + Ack,
        Fetch + "if (result?.Body.Length > 0) { " + Ack + "}",
        "while (!stopping.IsCancellationRequested) { " + Fetch + "if (result == null) continue; if (stopping.IsCancellationRequested) return; Work(result); " + Ack + "}",
        "while (channel.IsOpen) { " + Fetch + "if (result == null) continue; Work(result); " + Ack + "}",
        // An exception leaves the loop, and whoever started it hears of it.
        "while (true) { " + Fetch + "if (result == null) continue; if (result.Redelivered) throw new InvalidOperationException(); " + Ack + "}",
        "var results = new List<BasicGetResult>(); while (true) { " + Fetch + "if (result == null) break; results.Add(result); if (results.Count < 10) continue; " + Ack + "}",
        "ulong last = 0; while (true) { " + Fetch + "if (result == null) break; last = result.DeliveryTag; } if (last > 0) await~ channel.BasicAck~(last, true);",
        "BasicGetResult held = null; while (true) { if (held != null) { await~ channel.BasicAck~(held.DeliveryTag, false); } held = await~ channel.BasicGet~(\"orders\", false); if (held == null) break; }",
        "while (true) { " + Fetch + "if (result == null) continue; if (result.Redelivered) { Keep(result); continue; } " + Ack + "}",
        "while (true) { var result = await~ channel.BasicGet~(\"orders\", autoAck); if (result == null) continue; if (result.Redelivered) continue; " + Ack + "}",
        "while (true) { var result = await~ channel.BasicGet~(\"orders\", true); if (result == null) continue; if (result.Redelivered) continue; Work(result); }",
        "while (true) { " + Fetch + "if (result == null) continue; while (!Check(result)) { if (result.Redelivered) continue; } " + Ack + "}",
        "BasicGetResult result = null; for (var i = 0; i < 3; i++) { result = await~ channel.BasicGet~(\"a\", false) ?? await~ channel.BasicGet~(\"b\", false); if (result == null || result.Redelivered) continue; " + Ack + "}",
        "while (true) { " + Fetch + "if (result == null) continue; try { Work(result); } finally { " + Ack + "} }")]
    public Task Is_silent(ClientVersion version, string body) => Verify.Silent<UnsettledPathAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) continue; try { Work(result); } finally { await~ channel.{|RMQ1007:BasicAck~|}(result.DeliveryTag, false); } }",
        "while (true) { " + Fetch + "if (result == null) continue; try { Work(result); } catch (Exception e) { Console.WriteLine(e); } await~ channel.{|RMQ1007:BasicAck~|}(result.DeliveryTag, false); }",
        "while (true) { " + Fetch + "if (result == null) continue; if (stopping.IsCancellationRequested) { await~ channel.{|RMQ1007:BasicAck~|}(result.DeliveryTag, false); return; } Work(result); " + Ack + "}",
        "BasicGetResult result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { try { Work(result); " + Ack + "} catch { await~ channel.{|RMQ1007:BasicAck~|}(result.DeliveryTag, false); } }")]
    public Task Failure_of_a_fetched_message_is_acknowledged(ClientVersion version, string body) => Verify.Reports<FailureAcknowledgedAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) continue; try { Work(result); " + Ack + "} catch (Exception) { " + Reject + "} }",
        "while (!stopping.IsCancellationRequested) { " + Fetch + "if (result == null) continue; Work(result); " + Ack + "}",
        "try { " + Fetch + "if (result == null) return; Work(result); " + Ack + "} catch (Exception e) { Console.WriteLine(e); }",
        "while (true) { try { Check(null); } catch (Exception) { } " + Fetch + "if (result == null) continue; Work(result); " + Ack + "}")]
    public Task Failure_of_a_fetched_message_is_not_acknowledged(ClientVersion version, string body) => Verify.Silent<FailureAcknowledgedAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) continue; " + Ack + "await~ channel.{|RMQ1008:BasicAck~|}(result.DeliveryTag, false); }",
        "while (true) { " + Fetch + "if (result == null) break; if (result.Redelivered) " + Reject + "await~ channel.{|RMQ1008:BasicAck~|}(result.DeliveryTag, false); }",
        "while (true) { " + Fetch + "if (result == null) break; try { " + Ack + "Work(result); } catch (Exception) { await~ channel.{|RMQ1008:BasicReject~|}(result.DeliveryTag, false); } }",
        Fetch + "if (result == null) return; await~ Done~(result); await~ channel.{|RMQ1008:BasicAck~|}(result.DeliveryTag, false);",
        Fetch + "if (result == null) return; for (var i = 0; i < 3; i++) { Work(result); await~ channel.{|RMQ1008:BasicAck~|}(result.DeliveryTag, false); }")]
    public Task Fetched_message_is_settled_twice(ClientVersion version, string body) => Verify.Reports<SettledTwiceAnalyzer>(version, Fetching(body));

    [Theory, AllGenerations(
        "while (true) { " + Fetch + "if (result == null) continue; Work(result); " + Ack + "}",
        "BasicGetResult result; while ((result = await~ channel.BasicGet~(\"orders\", false)) != null) { if (result.Redelivered) { " + Reject + "continue; } " + Ack + "}",
        Fetch + "if (result == null) return; if (result.Redelivered) " + Reject + "else " + Ack,
        "var first = await~ channel.BasicGet~(\"orders\", false); var second = await~ channel.BasicGet~(\"orders\", false); if (first == null || second == null) return; await~ channel.BasicAck~(first.DeliveryTag, false); await~ channel.BasicAck~(second.DeliveryTag, false);",
        "while (true) { " + Fetch + "if (result == null) break; try { Work(result); " + Ack + "} catch (Exception) { " + Reject + "} }")]
    public Task Fetched_message_is_settled_once(ClientVersion version, string body) => Verify.Silent<SettledTwiceAnalyzer>(version, Fetching(body));

    private static string Fetching(string body) => InClass(
        $$"""
        private static readonly List<BasicGetResult> kept = new List<BasicGetResult>();

        public async~ Task~ Run(IChannel~ channel, CancellationToken stopping, bool autoAck)
        {
            async~ Task~ Done~(BasicGetResult done) { await~ channel.BasicAck~(done.DeliveryTag, false); }

            {{body}}
        }

        private static void Work(BasicGetResult result) { if (result.Body.Length > 10) throw new InvalidOperationException(); }
        private static bool Check(BasicGetResult result) => result != null && result.MessageCount > 1;
        private static void Keep(BasicGetResult result) => kept.Add(result);
        """);
}
