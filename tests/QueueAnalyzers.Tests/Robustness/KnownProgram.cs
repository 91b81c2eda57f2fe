using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>Code that the repository shows: a sample, an example of a page, or what a test of a rule is about.</summary>
/// <param name="Name">Where it is shown.</param>
/// <param name="Scenario">The code, and what it is compiled with.</param>
internal sealed record KnownProgram(string Name, Scenario Scenario)
{
    private const string AnyId = "RMQ0000";

    private static readonly ImmutableArray<DiagnosticDescriptor> OffByDefault =
        [.. Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(rule => !rule.IsEnabledByDefault).DistinctBy(rule => rule.Id)];

    public ClientVersion Version => Scenario.Version;

    /// <summary>The program's documents, by path.</summary>
    public IReadOnlyDictionary<string, string> Texts => Scenario.Before(AnyId).ToDictionary(pair => pair.Key, pair => pair.Value.Source);

    /// <summary>The program with these texts for its documents, and with every rule switched on.</summary>
    public Task<Solution> CreateSolutionAsync(IReadOnlyDictionary<string, string> texts) =>
        OffByDefault.Aggregate(Scenario, (scenario, rule) => scenario.WithEditorConfig($"dotnet_diagnostic.{rule.Id}.severity = warning")).CreateSolutionAsync(texts);

    public override string ToString() => Name;
}
