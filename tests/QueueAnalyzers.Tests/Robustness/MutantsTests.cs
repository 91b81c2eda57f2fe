using System.Collections.Concurrent;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>
/// Whatever an editor is in the middle of, no analyzer throws or hangs, and no fix makes it worse. The mutants are drawn from all code that
/// the repository shows; each version of Roslyn gets its own.
/// <c>QUEUE_ANALYZERS_MUTANTS=100000</c> draws more of them, <c>QUEUE_ANALYZERS_SEED</c> others.
/// </summary>
public class MutantsTests(ITestOutputHelper output)
{
    private const int MostShown = 5;

    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(60);
    private static readonly ClientVersion[] Versions = [V5, V6, V7];

    [Fact]
    public async Task Damaged_code_is_survived()
    {
        var seed = Setting.Number("QUEUE_ANALYZERS_SEED", 1);
        var count = Setting.Number("QUEUE_ANALYZERS_MUTANTS", 1000);
        IReadOnlyList<KnownProgram>[] kinds = [KnownCode.Samples, KnownCode.Examples, await KnownCode.CasesAsync()];
        var texts = kinds.SelectMany(kind => kind).SelectMany(program => program.Texts.Values).Distinct().ToArray();
        var failures = new ConcurrentQueue<string>();
        int reports = 0, fixes = 0;
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await Parallel.ForEachAsync(Enumerable.Range(1_000_000 * Setting.Roslyn, count), TestContext.Current.CancellationToken, async (number, _) =>
        {
            var mutation = new Mutation(seed, number, texts);
            var program = mutation.Pick(mutation.Pick(kinds));
            var mutant = program.Texts.ToDictionary(pair => pair.Key, pair => mutation.Mutate(pair.Value));
            // Half a migration: the code of one generation with the client of another.
            var migrated = mutation.Pick([program, program, program with { Scenario = program.Scenario with { Version = mutation.Pick(Versions) } }]);
            var trial = Task.Run(async () => await MutantTrial.RunAsync(await migrated.CreateSolutionAsync(mutant)), CancellationToken.None);
            if (await Task.WhenAny(trial, Task.Delay(LongestTrial, CancellationToken.None)) != trial)
            {
                failures.Enqueue(Describe("does not end", seed, number, migrated, mutant));
                return;
            }

            var result = await trial;
            Interlocked.Add(ref reports, result.Reports);
            Interlocked.Add(ref fixes, result.Fixes);
            foreach (var failure in result.Failures)
                failures.Enqueue(Describe(failure, seed, number, migrated, mutant));
        });

        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s; {count} mutants of {texts.Length} files, {reports} reports, {fixes} fixes, {failures.Count} failures");
        Assert.True(failures.IsEmpty, $"{failures.Count} failures\n{string.Join("\n\n", failures.Take(MostShown))}");
    }

    private static string Describe(string failure, int seed, int number, KnownProgram program, IReadOnlyDictionary<string, string> mutant) =>
        $"// seed {seed}, mutant {number} of {program}, {program.Version}: {failure}\n{string.Join('\n', mutant.Select(pair => $"// {pair.Key}\n{pair.Value}"))}";
}
