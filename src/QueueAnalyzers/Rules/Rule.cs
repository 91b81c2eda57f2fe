using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>Makes descriptors, so that what all rules have in common is said once.</summary>
internal static class Rule
{
    private static readonly string HelpRoot =
        $"https://github.com/QueueAnalyzers/QueueAnalyzers/blob/v{typeof(Rule).Assembly.GetName().Version!.ToString(3)}/docs/rules/";

    /// <summary>Makes the descriptor of a rule.</summary>
    /// <param name="id">The id; its first digit is the category's.</param>
    /// <param name="title">What is wrong, as a short sentence without a full stop.</param>
    /// <param name="messageFormat">What is wrong here and what the broker makes of it, in its own words where it has any.</param>
    /// <param name="category">One of <see cref="RuleCategory"/>.</param>
    /// <param name="severity">A warning is a defect; where the evidence is weaker it is a suggestion.</param>
    /// <param name="description">Cause and consequence in a few sentences, for whoever reads the rule in an editor.</param>
    /// <param name="isEnabledByDefault">Whether the rule speaks without being asked to.</param>
    /// <param name="customTags">Tags that tell hosts how to treat the rule.</param>
    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity severity,
        string description,
        bool isEnabledByDefault = true,
        params string[] customTags) =>
        new(id, title, messageFormat, category, severity, isEnabledByDefault, description, HelpRoot + id + ".md", customTags);
}
