using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks.Check;

/// <summary>What is promised of the rules' cost, as comparisons.</summary>
internal static class Comparisons
{
    private const int Rounds = 5;

    /// <summary>All of them, measured one after the other.</summary>
    public static IEnumerable<Comparison> Measure()
    {
        var none = ProjectCode.Compile(Generation.None, Solutions.Create(files: 100, clients: 0));
        yield return new("no client : nothing", OfRules(none), Cost.Of(() => () => BareDriver.Run(none, Rules.Empty(areCalled: false)), Rounds));

        var large = ProjectCode.Compile(Generation.V7, Solutions.Create(files: 300, clients: 3));
        var ofLarge = OfRules(large);
        yield return new("300 files, 3 with the client : compilation", ofLarge, OfCompilation(large, rounds: 1));
        yield return new("300 files, 3 with the client : nothing", ofLarge, Cost.Of(() => () => BareDriver.Run(large, Rules.Empty(areCalled: true)), Rounds));
        yield return new(
            "300 files : 30 files, 3 with the client", ofLarge, OfRules(ProjectCode.Compile(Generation.V7, Solutions.Create(files: 30, clients: 3))));
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

        var file = new OpenFile(large, "await HandleAsync");
        yield return new("typing : compiler on the file", Cost.Of(() => Typing(file, isAnalyzed: true), 4 * Rounds), Cost.Of(() => Typing(file, isAnalyzed: false), 4 * Rounds));

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

    private static Cost OfCompilation(CSharpCompilation compilation, int rounds) => Cost.Of(
        () =>
        {
            var unbound = ProjectCode.Fresh(compilation);
            return () => unbound.GetDiagnostics();
        },
        rounds);

    private static Comparison OfHandler(string name, string code, bool? isComplete)
    {
        var compilation = ProjectCode.Compile(Generation.V6, [code]);
        var handler = new Handler(compilation);
        if (isComplete is { } expected && handler.Explore() != expected)
            throw new InvalidOperationException($"The handler of {name} is {(expected ? "not " : "")}explored to its end.");
        return new($"paths of {name} : compilation", Cost.Of(() => () => handler.Explore(), Rounds), OfCompilation(compilation, Rounds));
    }

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
