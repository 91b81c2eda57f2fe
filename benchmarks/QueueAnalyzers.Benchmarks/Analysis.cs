using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>Runs analyzers as a compiler does, on one thread. An exception of one is an error: nothing that fails is fast.</summary>
internal static class Analysis
{
    /// <summary>Analyzes a compilation of which nothing is bound yet.</summary>
    public static Task<AnalysisResult> OfAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        With(ProjectCode.Fresh(compilation), analyzers).GetAnalysisResultAsync(CancellationToken.None);

    /// <summary>Analyzes one file, as an editor does after each change.</summary>
    public static Task<AnalysisResult> OfFileAsync(CSharpCompilation compilation, SyntaxTree tree, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        With(compilation, analyzers).GetAnalysisResultAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);

    /// <summary>What the analyzers themselves took.</summary>
    public static TimeSpan TimeOf(AnalysisResult result) => result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, telemetry) => sum + telemetry.ExecutionTime);

    private static CompilationWithAnalyzers With(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) => compilation.WithAnalyzers(
        analyzers,
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("An analyzer has failed.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true));
}
