using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Drawn handlers, compiled together: what the rules say of each, and what really happens in each.</summary>
internal sealed class HandlerBatch : IDisposable
{
    private const string Many = "many";
    private const int HandlerLine = 4;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp12);
    private static readonly CSharpCompilationOptions Compiling = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private readonly ClientVersion _version;
    private readonly AssemblyLoadContext _context = new(nameof(HandlerBatch), isCollectible: true);
    private readonly Func<string, int, int, string> _run;

    private HandlerBatch(ClientVersion version, CSharpCompilation watched, CSharpCompilation plain)
    {
        _version = version;
        Plain = plain;
        using var image = new MemoryStream();
        var result = watched.Emit(image);
        Errors = result.Success ? [] : [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        _run = (_, _, _) => Many;
        if (!result.Success)
            return;
        _context.Resolving += (context, name) =>
            References.Client(version).OfType<PortableExecutableReference>().FirstOrDefault(reference => Path.GetFileNameWithoutExtension(reference.FilePath) == name.Name) is { } reference
                ? context.LoadFromAssemblyPath(reference.FilePath!)
                : null;
        image.Position = 0;
        _run = _context.LoadFromStream(image).GetType("Program")!.GetMethod("Run")!.CreateDelegate<Func<string, int, int, string>>();
    }

    /// <summary>Why the handlers do not compile.</summary>
    public ImmutableArray<Diagnostic> Errors { get; }

    /// <summary>The handlers as they are analyzed.</summary>
    public CSharpCompilation Plain { get; }

    public static HandlerBatch Of(ClientVersion version, IEnumerable<DrawnHandler> handlers)
    {
        var drawn = handlers.ToArray();
        return new(version, Compile(isWatched: true), Compile(isWatched: false));

        CSharpCompilation Compile(bool isWatched) => CSharpCompilation.Create(
            "Drawn",
            drawn.Select(handler => Parse(Source.Of(handler, version, isWatched), handler.Name))
                .Prepend(Parse(Dialect.Expand(isWatched ? World.Script : World.Shape, version), "World"))
                .Prepend(Parse(World.Usings, "Usings")),
            References.Framework.AddRange(References.Client(version)),
            Compiling);
    }

    /// <summary>What the rules report: "RMQ1004:12" for line 12, line 0 for the handler as a whole.</summary>
    public async Task<ILookup<string, string>> ReportsAsync()
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
    public ImmutableSortedSet<string>? Execute(DrawnHandler handler, int rounds = 2, int limit = 20_000)
    {
        var facts = _run(handler.Name, rounds, limit);
        return facts == Many ? null : [.. facts.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    public void Dispose() => _context.Unload();

    public override string ToString() => $"{_version}";

    private static string FactOf(Diagnostic report)
    {
        var line = report.Location.GetLineSpan().StartLinePosition.Line + 1;
        return $"{report.Id}:{(line == HandlerLine ? 0 : line)}";
    }

    private static SyntaxTree Parse(string text, string name) => CSharpSyntaxTree.ParseText(text, Parsing, name);
}
