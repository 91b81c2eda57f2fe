using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace DocGen;

/// <summary>A value of the MSBuild property <c>QueueAnalyzersMode</c>: one severity for each rule, as a global analyzer configuration in the package.</summary>
/// <param name="Name">The value.</param>
/// <param name="SeverityOf">The severity of a rule, in the words of an editorconfig file.</param>
internal sealed record Mode(string Name, Func<DocumentedRule, string> SeverityOf)
{
    /// <summary>All values but <c>Default</c>, which needs no configuration.</summary>
    public static readonly ImmutableArray<Mode> All =
    [
        new("None", _ => "none"),
        new("Recommended", rule => !rule.IsEnabled ? "none" : rule.Severity == DiagnosticSeverity.Info ? "warning" : rule.SeverityName),
        new("Strict", _ => "error"),
    ];

    /// <summary>Where the configuration stands in the repository.</summary>
    public string Path => $"nuget/config/{Name}.globalconfig";

    /// <summary>The configuration. Its level is below that of a user's own global one; an editorconfig wins over both.</summary>
    public string Write(IEnumerable<DocumentedRule> rules)
    {
        var text = new StringBuilder("# Derived from the rules by tools/DocGen.\nis_global = true\nglobal_level = -1\n\n");
        foreach (var rule in rules)
            text.Append($"dotnet_diagnostic.{rule.Id}.severity = {SeverityOf(rule)}\n");
        return text.ToString();
    }
}
