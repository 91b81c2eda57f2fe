using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace DocGen;

/// <summary>A rule as its users meet it: some analyzer reports it, and some fix may repair it.</summary>
/// <param name="Id">The id, which also names the page.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Category">The category.</param>
/// <param name="Severity">The severity it has without configuration.</param>
/// <param name="IsEnabled">Whether it speaks without configuration.</param>
/// <param name="HasFix">Whether a code fix exists.</param>
/// <param name="Url">Where the page of this version stands on the web.</param>
/// <param name="Options">The names of the options that it reads, besides those that all rules do.</param>
internal sealed record DocumentedRule(
    string Id, string Title, string Category, DiagnosticSeverity Severity, bool IsEnabled, bool HasFix, string Url, ImmutableArray<string> Options)
{
    /// <summary>The severity in the words of an editorconfig file.</summary>
    public string SeverityName => Severity == DiagnosticSeverity.Info ? "suggestion" : Severity.ToString().ToLowerInvariant();

    /// <summary>Whether the rule is about the configuration, and not about code.</summary>
    public bool IsAboutConfiguration => Category == RuleCategory.Configuration;

    /// <summary>The rules that the two shipped assemblies bring, in the order of their ids; those about the configuration come last.</summary>
    public static ImmutableArray<DocumentedRule> Shipped()
    {
        var fixable = InstancesOf<CodeFixProvider>(typeof(QueueCodeFixProvider)).SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet();
        return
        [
            .. InstancesOf<DiagnosticAnalyzer>(typeof(QueueAnalyzer))
                .SelectMany(analyzer => analyzer.SupportedDiagnostics)
                .DistinctBy(rule => rule.Id)
                .Select(rule => Of(rule, fixable.Contains(rule.Id)))
                .OrderBy(rule => rule.IsAboutConfiguration)
                .ThenBy(rule => rule.Id, StringComparer.Ordinal),
        ];
    }

    private static DocumentedRule Of(DiagnosticDescriptor rule, bool hasFix) => new(
        rule.Id, rule.Title.ToString(), rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, hasFix, rule.HelpLinkUri,
        [.. DeclaredOptions.All.Where(option => option.Rules.Contains(rule.Id)).Select(option => option.Name)]);

    private static IEnumerable<T> InstancesOf<T>(Type neighbour) => neighbour.Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .Select(type => (T)Activator.CreateInstance(type)!);
}
