using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers;

namespace DocGen;

/// <summary>A rule as its users meet it: some analyzer reports it, and some fix may repair it.</summary>
/// <param name="Id">The id, which also names the page.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Category">The category.</param>
/// <param name="Severity">The severity it has without configuration.</param>
/// <param name="IsEnabled">Whether it speaks without configuration.</param>
/// <param name="HasFix">Whether a code fix exists.</param>
/// <param name="Url">Where the page of this version stands on the web.</param>
internal sealed record DocumentedRule(string Id, string Title, string Category, DiagnosticSeverity Severity, bool IsEnabled, bool HasFix, string Url)
{
    /// <summary>The severity in the words of an editorconfig file.</summary>
    public string SeverityName => Severity == DiagnosticSeverity.Info ? "suggestion" : Severity.ToString().ToLowerInvariant();

    /// <summary>The rules that the two shipped assemblies bring, in the order of their ids.</summary>
    public static ImmutableArray<DocumentedRule> Shipped()
    {
        var fixable = InstancesOf<CodeFixProvider>(typeof(QueueCodeFixProvider)).SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        return
        [
            .. InstancesOf<DiagnosticAnalyzer>(typeof(QueueAnalyzer))
                .SelectMany(analyzer => analyzer.SupportedDiagnostics)
                .DistinctBy(rule => rule.Id)
                .OrderBy(rule => rule.Id, StringComparer.Ordinal)
                .Select(rule => Of(rule, fixable.Contains(rule.Id))),
        ];
    }

    private static DocumentedRule Of(DiagnosticDescriptor rule, bool hasFix) =>
        new(rule.Id, rule.Title.ToString(), rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, hasFix, rule.HelpLinkUri);

    private static IEnumerable<T> InstancesOf<T>(Type neighbour) => neighbour.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
