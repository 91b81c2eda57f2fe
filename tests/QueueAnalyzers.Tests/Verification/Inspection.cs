using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests;

/// <summary>A diagnostic and the document it stands in.</summary>
internal sealed record Report(Document? Document, Diagnostic Diagnostic)
{
    public string Path => Document?.FilePath ?? "";

    public string Id => Diagnostic.Id;

    public TextSpan Span => Diagnostic.Location.SourceSpan;

    public override string ToString() => Diagnostic.ToString();
}

/// <summary>What the compiler and the analyzers say about a solution.</summary>
internal sealed class Inspection
{
    private Inspection(Solution solution, ImmutableArray<Report> compiler, ImmutableArray<Report> reports)
    {
        Solution = solution;
        Compiler = compiler;
        Reports = reports;
    }

    public Solution Solution { get; }

    /// <summary>Errors and warnings of the compiler.</summary>
    public ImmutableArray<Report> Compiler { get; }

    /// <summary>Reports of the analyzers, in the order of the text.</summary>
    public ImmutableArray<Report> Reports { get; }

    /// <param name="solution">The code.</param>
    /// <param name="analyzers">The analyzers to run.</param>
    /// <param name="enabled">Rules that are switched on although they are off by default.</param>
    public static async Task<Inspection> RunAsync(Solution solution, ImmutableArray<DiagnosticAnalyzer> analyzers, IEnumerable<DiagnosticDescriptor> enabled)
    {
        var switches = enabled
            .Where(descriptor => !descriptor.IsEnabledByDefault)
            .Select(descriptor => KeyValuePair.Create(descriptor.Id, ReportOf(descriptor.DefaultSeverity)))
            .ToImmutableArray();
        var compiler = ImmutableArray.CreateBuilder<Report>();
        var reports = ImmutableArray.CreateBuilder<Report>();

        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
            if (switches.Length > 0)
                compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItems(switches)));
            compiler.AddRange(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(Locate));
            if (!analyzers.IsEmpty)
                reports.AddRange((await AnalyzeAsync(project, compilation, analyzers).ConfigureAwait(false)).Select(Locate));
        }

        return new(solution, compiler.ToImmutable(), [.. reports.OrderBy(report => report.Path, StringComparer.Ordinal).ThenBy(report => report.Span.Start)]);

        Report Locate(Diagnostic diagnostic) => new(solution.GetDocument(diagnostic.Location.SourceTree), diagnostic);
    }

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Project project, Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var crashes = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => crashes.Enqueue($"{analyzer.GetType().Name} threw {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        if (!crashes.IsEmpty)
            Assert.Fail(string.Join("\n\n", crashes));
        return diagnostics;
    }

    private static ReportDiagnostic ReportOf(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        _ => ReportDiagnostic.Hidden,
    };
}
