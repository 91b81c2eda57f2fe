using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>An editor analyzes the same code all day: what is known of a compilation goes with it.</summary>
[Collection(nameof(Alone))]
public class MemoryTests(ITestOutputHelper output)
{
    private const int Rounds = 12;
    private const long MostGrowthPerRound = 200_000;

    [Fact]
    public async Task Nothing_outlives_its_compilation_and_its_trees()
    {
        foreach (var program in KnownCode.Samples.Where(sample => sample.Name.Contains("Orders", StringComparison.Ordinal)))
        {
            var remains = await AnalyzeAndFixAsync(program);
            await AssertAllGoneAsync(program, remains);
        }
    }

    // An editor makes a compilation for each change, and keeps the options of the project.
    [Fact]
    public async Task Nothing_is_kept_by_the_options_of_a_project()
    {
        var program = KnownCode.Samples.First(sample => sample.Name.Contains("Orders", StringComparison.Ordinal));
        var options = await OptionsOfAsync(program);
        var remains = await AnalyzeAndFixAsync(program, options);
        await AssertAllGoneAsync(program, remains);
        GC.KeepAlive(options);
    }

    [Fact]
    public async Task Analyzing_again_and_again_does_not_grow()
    {
        var sizes = new List<long>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var program in KnownCode.Samples.Take(6))
                await AnalyzeAndFixAsync(program);
            await CollectAsync();
            sizes.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        // The first rounds fill what is kept for good.
        var growths = sizes.Skip(3).Zip(sizes.Skip(4), (before, after) => after - before).Order().ToArray();
        output.WriteLine(string.Join(", ", growths));
        Assert.True(growths[growths.Length / 2] < MostGrowthPerRound, string.Join(", ", growths));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<AnalyzerOptions> OptionsOfAsync(KnownProgram program) =>
        (await program.CreateSolutionAsync(program.Texts)).Projects.Single().AnalyzerOptions;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(string What, WeakReference Reference)[]> AnalyzeAndFixAsync(KnownProgram program, AnalyzerOptions? options = null)
    {
        var solution = await program.CreateSolutionAsync(program.Texts);
        var project = solution.Projects.Single();
        var compilation = (await project.GetCompilationAsync())!;
        var reports = await compilation.WithAnalyzers(Shipped.CreateAnalyzers(), options ?? project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        foreach (var report in reports)
        {
            var document = solution.GetDocument(report.Location.SourceTree)!;
            foreach (var fix in Shipped.CreateCodeFixes().Where(fix => fix.FixableDiagnosticIds.Contains(report.Id)))
            {
                var offers = new List<CodeAction>();
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => offers.Add(action), CancellationToken.None));
                foreach (var offer in offers)
                    await offer.GetOperationsAsync(CancellationToken.None);
            }
        }

        return
        [
            ("compilation", new WeakReference(compilation)),
            ("knowledge", new WeakReference(QueueCompilation.Of(compilation))),
            .. compilation.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(Baseline.PreludeName, StringComparison.Ordinal)).Select(tree => ("tree", new WeakReference(tree))),
        ];
    }

    private static async Task AssertAllGoneAsync(KnownProgram program, (string What, WeakReference Reference)[] remains)
    {
        await CollectAsync();
        Assert.All(remains, remain => Assert.False(remain.Reference.IsAlive, $"The {remain.What} of {program} is still there."));
    }

    private static async Task CollectAsync()
    {
        // What has just ended may still stand below this on the stack, and takes a moment to leave it on its own thread.
        await Task.Delay(100);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
