using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Tests.Robustness.Rewritings;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>
/// How code is written changes nothing about what it does, and so nothing about what is reported, and where. The unreliable samples are
/// rewritten in every way, and of all code that the repository shows a part, each program in one way.
/// <c>QUEUE_ANALYZERS_PROGRAMS=10000</c> takes all of it, <c>QUEUE_ANALYZERS_SEED</c> another part.
/// </summary>
public class RewritingsTests(ITestOutputHelper output)
{
    private const int MostShown = 8;

    [Fact]
    public async Task Rewritten_sample_has_the_same_reports()
    {
        var unreliable = KnownCode.Samples.Where(program => !program.Name.Contains(".Repaired", StringComparison.Ordinal));
        await CompareAsync([.. unreliable.SelectMany(program => Rewriting.All.Select(rewriting => (program, rewriting)))]);
    }

    [Fact]
    public async Task Rewritten_program_has_the_same_reports()
    {
        var seed = Setting.Number("QUEUE_ANALYZERS_SEED", Setting.Roslyn);
        // By their names: a new test case does not change which others are drawn.
        var drawn = (await KnownCode.AllAsync())
            .Select(program => (program, hash: HashOf($"{seed} {program.Name}")))
            .OrderBy(pair => pair.hash)
            .Take(Setting.Number("QUEUE_ANALYZERS_PROGRAMS", 300));
        await CompareAsync([.. drawn.Select(pair => (pair.program, Rewriting.All[(int)(pair.hash % (uint)Rewriting.All.Length)]))]);
    }

    private async Task CompareAsync(ImmutableArray<(KnownProgram Program, Rewriting Rewriting)> trials)
    {
        var originals = new ConcurrentDictionary<KnownProgram, Lazy<Task<Inspection>>>();
        var (failures, refused) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var reports = 0;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Parallel.ForEachAsync(trials, TestContext.Current.CancellationToken, async (trial, _) =>
        {
            var original = await originals.GetOrAdd(trial.Program, program => new(async () => await InspectAsync(await program.CreateSolutionAsync(program.Texts)))).Value;
            if (Errors(original).Any())
                return;
            var (solution, files) = await RewriteAsync(original.Solution, trial.Rewriting);
            var rewritten = await InspectAsync(solution);
            Interlocked.Add(ref reports, rewritten.Reports.Length);
            if (Errors(rewritten).Any())
                refused.Enqueue($"{trial.Rewriting} of {trial.Program}: {Errors(rewritten).First()}");
            else if (Differences(original, rewritten, files) is { Length: > 0 } differences)
                failures.Enqueue($"{trial.Rewriting} of {trial.Program}: {differences}");
        });

        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s; {trials.Length} trials, {reports} reports, {failures.Count} different, {refused.Count} do not compile when they are rewritten");
        Assert.True(failures.IsEmpty, $"{failures.Count} are different\n{string.Join("\n\n", failures.Take(MostShown))}");
        Assert.True(refused.Count < trials.Length / 10, string.Join('\n', refused.Take(MostShown)));
    }

    private static uint HashOf(string text) => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Tells which reports have gone and come, with the rewritten files; empty when all are where they were.</summary>
    private static string Differences(Inspection original, Inspection rewritten, IReadOnlyDictionary<string, (string Path, RewrittenFile File)> files)
    {
        var expected = original.Reports.Select(report => (report.Id, report.Path, report.Span.Start)).Order().ToArray();
        var actual = rewritten.Reports.Select(report => (report.Id, files[report.Path].Path, files[report.Path].File.OriginOf(report.Span.Start))).Order().ToArray();
        return expected.SequenceEqual(actual)
            ? ""
            : $"no longer {string.Join(", ", expected.Except(actual))}; but {string.Join(", ", actual.Except(expected))}\n{string.Join('\n', files.Values.Select(file => $"// {file.File.Path}\n{file.File.Text}"))}";
    }

    private static async Task<(Solution Solution, Dictionary<string, (string Path, RewrittenFile File)> Files)> RewriteAsync(Solution original, Rewriting rewriting)
    {
        var solution = original;
        var files = new Dictionary<string, (string Path, RewrittenFile File)>();
        foreach (var document in original.Projects.SelectMany(project => project.Documents).Where(document => document.Name != Baseline.PreludeName))
        {
            var (model, root) = ((await document.GetSemanticModelAsync())!, (CompilationUnitSyntax)(await document.GetSyntaxRootAsync())!);
            var rewritten = rewriting.Rewrite(model, root);
            solution = solution.WithDocumentText(document.Id, SourceText.From(rewritten[0].Text));
            foreach (var file in rewritten)
                files.Add(file.Path, (document.FilePath!, file));
            foreach (var file in rewritten.Skip(1))
                solution = solution.AddDocument(DocumentId.CreateNewId(document.Project.Id), Path.GetFileName(file.Path), SourceText.From(file.Text), filePath: file.Path);
        }

        return (solution, files);
    }

    private static IEnumerable<Report> Errors(Inspection inspection) => inspection.Compiler.Where(report => report.Diagnostic.Severity == DiagnosticSeverity.Error);

    private static Task<Inspection> InspectAsync(Solution solution) => Inspection.RunAsync(solution, Shipped.CreateAnalyzers(), []);
}
