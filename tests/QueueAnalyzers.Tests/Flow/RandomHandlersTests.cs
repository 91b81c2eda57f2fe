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
    private const int BatchSize = 250;
    private const int MostShown = 4;

    [Theory, InlineData(V6, false), InlineData(V6, true), InlineData(V7, true)]
    public async Task Rules_report_what_really_happens(ClientVersion version, bool isAsynchronous)
    {
        var target = new Target(version, isAsynchronous);
        var seed = Setting.Number("QUEUE_ANALYZERS_SEED", 1);
        var count = Setting.Number("QUEUE_ANALYZERS_HANDLERS", 500);
        var wrong = new StringBuilder();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var tally = new Tally();
        var failed = 0;
        for (var first = 0; first < count; first += BatchSize)
        {
            var handlers = Enumerable.Range(first, Math.Min(BatchSize, count - first)).Select(number => new Drawing(seed, number).Draw());
            using var batch = HandlerBatch.Of(target, handlers);
            Assert.True(batch.Errors.IsEmpty, string.Join('\n', batch.Errors.Take(5)));
            foreach (var (handler, differences) in await batch.MisjudgedAsync(tally))
            {
                if (failed++ < MostShown)
                    wrong.Append(await DescribeAsync(handler, differences, target, seed)).Append('\n');
            }
        }

        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s; {target}: {tally}; {failed} judged wrong");
        Assert.True(failed == 0, $"{failed} of {count}\n{wrong}");
        Assert.True(tally.Judged >= count * 9 / 10, $"{tally}");
    }

    private static async Task<string> DescribeAsync(DrawnHandler handler, string[] differences, Target target, int seed)
    {
        var kind = KindOf(differences[0]);
        var number = handler.Number;
        var small = await Shrinking.ShrinkAsync(handler, async smaller =>
        {
            using var batch = HandlerBatch.OfThoseThatCompile(target, smaller);
            var misjudged = await batch.MisjudgedAsync(runs: 500);
            return misjudged.FirstOrDefault(found => found.Differences.Any(other => KindOf(other) == kind)).Handler;
        });
        using var alone = HandlerBatch.Of(target, [small]);
        var left = (await alone.MisjudgedAsync(runs: 500)).Single().Differences;
        return $"// seed {seed}, handler {number}, {target}: {string.Join(", ", left)}\n{Source.Of(small, target, isWatched: false)}\n{ExplorationText.Of(Explored.Of(alone.Plain, small.Name))}";
    }

    private static string KindOf(string difference) => difference[..difference.IndexOf(':', StringComparison.Ordinal)];
}
