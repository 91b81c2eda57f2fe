using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Tests.Flow.Drawn;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>
/// Handlers drawn at random, executed on a channel that records, for every combination of outcomes of their conditions and calls:
/// the rules on paths report what really happens, where it happens, and nothing else. Of the 5.x client there is a shape only,
/// which cannot be executed.
/// <c>QUEUE_ANALYZERS_HANDLERS=10000</c> draws more of them, <c>QUEUE_ANALYZERS_SEED</c> others.
/// </summary>
public class RandomHandlersTests(ITestOutputHelper output)
{
    private const int BatchSize = 75;
    private const int MostShown = 3;
    private const string UnsettledInHandler = "RMQ1004:0";

    [Theory, Generations(V6, V7)]
    public async Task Rules_report_what_really_happens(ClientVersion version)
    {
        var seed = Number("QUEUE_ANALYZERS_SEED", 1);
        var count = Number("QUEUE_ANALYZERS_HANDLERS", 75);
        var wrong = new StringBuilder();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        int shown = 0, failed = 0, skipped = 0, facts = 0, silent = 0;
        for (var first = 0; first < count; first += BatchSize)
        {
            var handlers = Enumerable.Range(first, Math.Min(BatchSize, count - first)).Select(number => new Drawing(seed, number).Draw()).ToArray();
            using var batch = HandlerBatch.Of(version, handlers);
            Assert.True(batch.Errors.IsEmpty, string.Join('\n', batch.Errors.Take(5)));
            var reports = await batch.ReportsAsync();
            foreach (var handler in handlers)
            {
                if (batch.Execute(handler) is not { } happens)
                {
                    skipped++;
                    continue;
                }

                facts += happens.Count;
                silent += happens.IsEmpty ? 1 : 0;
                if (Agree(happens, reports[handler.Name]) || AgreesInLongRuns(batch, handler, reports[handler.Name]))
                    continue;
                failed++;
                if (shown < MostShown)
                    wrong.Append(await DescribeAsync(handler, version, seed)).Append('\n');
                shown++;
            }
        }

        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s; {version}: {count} handlers, {skipped} too large to execute, {facts} mistakes, {silent} handlers without, {failed} judged wrong");
        Assert.True(failed == 0, $"{failed} of {count}\n{wrong}");
    }

    private static async Task<string> DescribeAsync(DrawnHandler handler, ClientVersion version, int seed)
    {
        var first = (await DifferencesAsync(handler, version))[0];
        var small = await Shrinking.ShrinkAsync(handler, async smaller => smaller.Settles && (await DifferencesAsync(smaller, version)).Any(other => KindOf(other) == KindOf(first)));
        return $"// seed {seed}, handler {handler.Number}, {version}: {string.Join(", ", await DifferencesAsync(small, version))}\n{Source.Of(small, version, isWatched: false)}\n{Dump(small, version)}";
    }

    private static string Dump(DrawnHandler handler, ClientVersion version)
    {
        using var batch = HandlerBatch.Of(version, [handler]);
        return ExplorationText.Of(Explored.Of(batch.Plain, handler.Name));
    }

    /// <summary>Some things happen only in a loop's later rounds.</summary>
    private static bool AgreesInLongRuns(HandlerBatch batch, DrawnHandler handler, IEnumerable<string> reports) =>
        batch.Execute(handler, rounds: 4, limit: 1_000_000) is not { } happens || Agree(happens, reports);

    /// <summary>A clause is not blamed for what is forgotten when another path settles behind it: then the report stands at the handler.</summary>
    private static bool Agree(ImmutableSortedSet<string> happens, IEnumerable<string> reports)
    {
        var (impossible, missed) = (reports.Except(happens).ToArray(), happens.Except(reports));
        return missed.IsEmpty && impossible.Length == 0
            || reports.Contains(UnsettledInHandler) && impossible.All(fact => fact == UnsettledInHandler) && missed.All(fact => KindOf(fact) == KindOf(UnsettledInHandler));
    }

    private static string KindOf(string difference) => difference[..difference.IndexOf(':', StringComparison.Ordinal)];

    private static async Task<IReadOnlyList<string>> DifferencesAsync(DrawnHandler handler, ClientVersion version)
    {
        using var batch = HandlerBatch.Of(version, [handler]);
        if (!batch.Errors.IsEmpty || batch.Execute(handler) is not { } happens)
            return [];
        var reports = (await batch.ReportsAsync())[handler.Name].ToImmutableSortedSet();
        if (AgreesInLongRuns(batch, handler, reports))
            return [];
        return [.. reports.Except(happens).Select(fact => $"impossible {fact}"), .. happens.Except(reports).Select(fact => $"missed {fact}")];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
