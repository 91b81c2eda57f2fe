using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks.Check;

/// <summary>What is promised of the rules' cost, as comparisons.</summary>
internal static class Comparisons
{
    private const int Rounds = 5;
    private const int LongRounds = 3;

    /// <summary>All of them, measured one after the other.</summary>
    public static IEnumerable<Comparison> Measure()
    {
        var none = ProjectCode.Compile(Generation.None, Solutions.Create(files: 100, clients: 0));
        yield return new("build without the client : with nothing", OfBuild(none, Rules.All), OfBuild(none, Rules.Empty(areCalled: false)));

        var large = ProjectCode.Compile(Generation.V7, Solutions.Create(files: 300, clients: 3));
        var small = ProjectCode.Compile(Generation.V7, Solutions.Create(files: 30, clients: 3));
        var withRules = OfBuild(large, Rules.All);
        var (withAnother, compiled) = (OfBuild(large, Rules.Idle), OfCompilation(large));
        yield return new("300 files, 3 with the client : compilation", withRules - withAnother, compiled);
        yield return new("300 files, 3 with the client : nothing", withRules - compiled, OfBuild(large, Rules.Empty(areCalled: true)) - compiled);
        yield return new("300 files : 30 files, 3 with the client", withRules - withAnother, OfBuild(small, Rules.All) - OfBuild(small, Rules.Idle));
        yield return new(
            "30 files with the client : 3 files",
            OfRules(ProjectCode.Compile(Generation.V7, Solutions.Create(files: 30, clients: 30))),
            OfRules(ProjectCode.Compile(Generation.V7, Solutions.Create(files: 3, clients: 3))));

        yield return OfHandler("300 statements, 40 branches", Handlers.Long(300, 40), isComplete: true);
        yield return OfHandler("2000 branches", Handlers.Branches(2_000), isComplete: false);
        yield return OfHandler("helpers that call each other", Handlers.Recursive(40), isComplete: null);
        yield return new(
            "2000 statements : 200 statements",
            OfRules(ProjectCode.Compile(Generation.V6, [Handlers.Long(2_000, 10)])),
            OfRules(ProjectCode.Compile(Generation.V6, [Handlers.Long(200, 10)])));

        yield return OfTyping("typing in a handler", new OpenFile(large, "await HandleAsync"));
        yield return new("typing in one of 30 handlers : in one of 3", OfTyping(OpenHandler(clients: 30), isAnalyzed: true), OfTyping(OpenHandler(clients: 3), isAnalyzed: true));
        yield return OfTyping("typing in a file without the client", new OpenFile(large, "await _invoices.SaveAsync"));

        yield return new("500 repairs : 50 repairs", OfRepair(500), OfRepair(50));
    }

    /// <summary>All rules on a compilation of which nothing is bound or known yet.</summary>
    private static Cost OfRules(CSharpCompilation compilation) => Cost.Of(
        () =>
        {
            var unknown = ProjectCode.Reparsed(compilation);
            return () => BareDriver.Run(unknown, Rules.All);
        },
        Rounds);

    /// <summary>A compilation with analyzers, by the compiler's own driver: what both take is the driver's, the compiler's, or bound for both.</summary>
    private static Cost OfBuild(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) => Cost.Of(
        () =>
        {
            var unknown = ProjectCode.Reparsed(compilation);
            return () => Analysis.OfAsync(unknown, analyzers).GetAwaiter().GetResult();
        },
        LongRounds);

    private static Cost OfCompilation(CSharpCompilation compilation) => Cost.Of(
        () =>
        {
            var unknown = ProjectCode.Reparsed(compilation);
            return () => unknown.GetDiagnostics();
        },
        LongRounds);

    private static Comparison OfHandler(string name, string code, bool? isComplete)
    {
        var compilation = ProjectCode.Compile(Generation.V6, [code]);
        var handler = new Handler(compilation);
        if (isComplete is { } expected && handler.Explore() != expected)
            throw new InvalidOperationException($"The handler of {name} is {(expected ? "not " : "")}explored to its end.");
        return new($"paths of {name} : compilation", Cost.Of(() => () => handler.Explore(), Rounds), OfCompilation(compilation));
    }

    private static Comparison OfTyping(string name, OpenFile file) => new($"{name} : compiler on the file", OfTyping(file, isAnalyzed: true), OfTyping(file, isAnalyzed: false));

    private static Cost OfTyping(OpenFile file, bool isAnalyzed) => Cost.Of(() => Typing(file, isAnalyzed), 4 * Rounds);

    private static OpenFile OpenHandler(int clients) => new(ProjectCode.Compile(Generation.V7, Solutions.Create(files: clients, clients)), "await HandleAsync");

    private static Action Typing(OpenFile file, bool isAnalyzed)
    {
        var (compilation, tree) = file.Edit();
        return isAnalyzed
            ? () => BareDriver.Run(compilation, [tree], Rules.All)
            : () => compilation.GetSemanticModel(tree).GetDiagnostics();
    }

    private static Cost OfRepair(int reports)
    {
        var repair = Repair.CreateAsync(reports).GetAwaiter().GetResult();
        return Cost.Of(() => () => repair.FixAllAsync().GetAwaiter().GetResult(), rounds: 1);
    }
}
