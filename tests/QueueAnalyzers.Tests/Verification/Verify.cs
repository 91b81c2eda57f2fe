using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests;

/// <summary>The short forms of what <see cref="Scenario"/> can say. Sources are written in the words of <see cref="Dialect"/>.</summary>
public static class Verify
{
    public static Scenario That(ClientVersion version, string code) => new(version, code);

    /// <inheritdoc cref="Scenario.Reports"/>
    public static Task Reports<TAnalyzer>(ClientVersion version, string code)
        where TAnalyzer : DiagnosticAnalyzer, new() => That(version, code).Reports<TAnalyzer>();

    /// <inheritdoc cref="Scenario.Silent"/>
    public static Task Silent<TAnalyzer>(ClientVersion version, string code)
        where TAnalyzer : DiagnosticAnalyzer, new() => That(version, code).Silent<TAnalyzer>();

    /// <inheritdoc cref="Scenario.AllSilent"/>
    public static Task AllSilent(ClientVersion version, string code) => That(version, code).AllSilent();

    /// <inheritdoc cref="Scenario.Fixes"/>
    public static Task Fixes<TAnalyzer, TFix>(ClientVersion version, string before, string after, string? action = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => (action is null ? That(version, before) : That(version, before).Choosing(action)).Fixes<TAnalyzer, TFix>(after);

    /// <inheritdoc cref="Scenario.OffersNoFix"/>
    public static Task OffersNoFix<TAnalyzer, TFix>(ClientVersion version, string code, string? action = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => (action is null ? That(version, code) : That(version, code).Choosing(action)).OffersNoFix<TAnalyzer, TFix>();
}
