using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Acknowledgement;
using QueueAnalyzers.Flow.Paths;
using Path = System.IO.Path;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Drawn handlers, compiled together: what the rules say of each, and what really happens in each.</summary>
internal sealed class HandlerBatch : IDisposable
{
    private const string Many = "many";
    private const int HandlerLine = 4;
    private const int MaxRuns = 20_000;
    private const int LongRuns = 400;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp12);
    private static readonly CSharpCompilationOptions Compiling = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly AssemblyLoadContext _context = new(nameof(HandlerBatch), isCollectible: true);
    private readonly Func<string, int, int, string> _run;

    private HandlerBatch(Target target, ImmutableArray<DrawnHandler> handlers, CSharpCompilation watched, CSharpCompilation plain)
    {
        Handlers = handlers;
        Plain = plain;
        using var image = new MemoryStream();
        var result = watched.Emit(image);
        Errors = result.Success ? [] : [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        _run = (_, _, _) => Many;
        if (!result.Success)
            return;
        _context.Resolving += (context, name) =>
            References.Client(target.Version).OfType<PortableExecutableReference>().FirstOrDefault(reference => Path.GetFileNameWithoutExtension(reference.FilePath) == name.Name) is { } reference
                ? context.LoadFromAssemblyPath(reference.FilePath!)
                : null;
        image.Position = 0;
        _run = _context.LoadFromStream(image).GetType("Program")!.GetMethod("Run")!.CreateDelegate<Func<string, int, int, string>>();
    }

    /// <summary>The handlers.</summary>
    public ImmutableArray<DrawnHandler> Handlers { get; }

    /// <summary>Why the handlers do not compile.</summary>
    public ImmutableArray<Diagnostic> Errors { get; }

    /// <summary>The handlers as they are analyzed.</summary>
    public CSharpCompilation Plain { get; }

    public static HandlerBatch Of(Target target, IEnumerable<DrawnHandler> handlers)
    {
        var drawn = handlers.ToImmutableArray();
        return new(target, drawn, Compile(isWatched: true), Compile(isWatched: false));

        CSharpCompilation Compile(bool isWatched) => CSharpCompilation.Create(
            "Drawn",
            drawn.Select(handler => Parse(Source.Of(handler, target, isWatched), handler.Name))
                .Prepend(Parse(target.Expand(isWatched ? World.Script : World.Shape), "World"))
                .Prepend(Parse(World.Usings, "Usings")),
            References.Framework.AddRange(References.Client(target.Version)),
            Compiling);
    }

    /// <summary>The handlers without those that do not compile.</summary>
    public static HandlerBatch OfThoseThatCompile(Target target, IEnumerable<DrawnHandler> handlers)
    {
        var batch = Of(target, handlers);
        while (!batch.Errors.IsEmpty && !batch.Handlers.IsEmpty)
        {
            var wrong = batch.Errors.Select(error => error.Location.SourceTree?.FilePath).ToHashSet();
            batch.Dispose();
            batch = Of(target, batch.Handlers.Where(handler => !wrong.Contains(handler.Name)));
        }

        return batch;
    }

    /// <summary>The handlers that the rules judge wrong, with what is wrong about it.</summary>
    /// <param name="tally">Counts what was seen, or <see langword="null"/>.</param>
    /// <param name="runs">How often a handler whose reports do not agree is run with more rounds of its loops.</param>
    public async Task<IReadOnlyList<(DrawnHandler Handler, string[] Differences)>> MisjudgedAsync(Tally? tally = null, int runs = 20_000)
    {
        if (Handlers.IsEmpty)
            return [];
        var reports = await ReportsAsync().ConfigureAwait(false);
        var misjudged = new List<(DrawnHandler, string[])>();
        foreach (var handler in Handlers)
        {
            var reported = reports[handler.Name].ToImmutableSortedSet();
            var happens = Execute(handler, LongRuns);
            if (happens is not null && !happens.SetEquals(reported))
                happens = Execute(handler, runs);
            tally?.Count(happens);
            if (happens is null || happens.SetEquals(reported))
                continue;
            // Too many paths to follow are unknown, and unknown is silent.
            if (reported.IsSubsetOf(happens) && IsUnknown(Explored.Of(Plain, handler.Name)))
                tally?.CountUnknown();
            else
                misjudged.Add((handler, [.. reported.Except(happens).Select(fact => $"impossible {fact}"), .. happens.Except(reported).Select(fact => $"missed {fact}")]));
        }

        return misjudged;
    }

    public void Dispose() => _context.Unload();

    /// <summary>What the rules report: "RMQ1004:12" for line 12, line 0 for the handler as a whole.</summary>
    private async Task<ILookup<string, string>> ReportsAsync()
    {
        var analyzers = ImmutableArray.Create<DiagnosticAnalyzer>(
            new UnsettledPathAnalyzer(), new UnsettledFailureAnalyzer(), new FailureAcknowledgedAnalyzer(), new SettledTwiceAnalyzer());
        var crashes = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => crashes.Add(exception.ToString()), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var reports = await Plain.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        Assert.Empty(crashes);
        return reports.ToLookup(report => report.Location.SourceTree!.FilePath, FactOf);
    }

    /// <summary>What happens over all combinations of outcomes, in the same words.</summary>
    /// <returns>The facts, or <see langword="null"/> when there are too many combinations.</returns>
    private ImmutableSortedSet<string>? Execute(DrawnHandler handler, int longRuns)
    {
        var facts = _run(handler.Name, MaxRuns, longRuns);
        return facts == Many ? null : [.. facts.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Whether there were too many paths.</summary>
    private static bool IsUnknown(Exploration exploration) => !exploration.IsComplete || exploration.Unexplored.Count > 0;

    private static string FactOf(Diagnostic report)
    {
        var line = report.Location.GetLineSpan().StartLinePosition.Line + 1;
        return $"{report.Id}:{(line == HandlerLine ? 0 : line)}";
    }

    private static SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, Parsing, name);
}
