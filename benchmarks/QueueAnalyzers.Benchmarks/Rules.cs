using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Benchmarks;

/// <summary>All analyzers of the package.</summary>
internal static class Rules
{
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(QueueAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(QueueAnalyzer)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>A single analyzer that is called for every file and does nothing: there is always another one in a build.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Idle { get; } = [new EmptyFileAnalyzer()];

    /// <summary>As many analyzers that do nothing: what the compiler takes for calling them.</summary>
    /// <param name="areCalled">Whether they want to see every file, as our rules do where the client is referenced.</param>
    public static ImmutableArray<DiagnosticAnalyzer> Empty(bool areCalled) =>
        [.. All.Select(DiagnosticAnalyzer (_) => areCalled ? new EmptyFileAnalyzer() : new EmptyAnalyzer())];

    /// <summary>The analyzers that can report a rule.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Of(string rule) => [.. All.Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == rule))];
}
