using System.Text;

namespace DocGen;

/// <summary>What rules look like in markdown.</summary>
internal static class Markdown
{
    /// <summary>The table of rules.</summary>
    /// <param name="rules">The rules, in the order of the rows.</param>
    /// <param name="link">Where the page of a rule is, seen from the file that holds the table.</param>
    public static string Table(IEnumerable<DocumentedRule> rules, Func<DocumentedRule, string> link)
    {
        var table = new StringBuilder("| Rule | Title | Category | Severity | Fix |\n|---|---|---|---|---|\n");
        foreach (var rule in rules)
            table.Append($"| [{rule.Id}]({link(rule)}) | {rule.Title} | {rule.Category} | {Severity(rule)} | {YesOrNo(rule.HasFix)} |\n");
        return table.ToString();
    }

    /// <summary>What a page begins with.</summary>
    public static string Header(DocumentedRule rule) =>
        $"""
        # {rule.Id}: {rule.Title}

        | Category | Severity | Enabled | Code fix |
        |---|---|---|---|
        | {rule.Category} | {rule.SeverityName} | {YesOrNo(rule.IsEnabled)} | {YesOrNo(rule.HasFix)} |
        """;

    /// <summary>A page that is still to be written: all pages answer the same questions in the same order.</summary>
    public static string EmptyPage(DocumentedRule rule) =>
        $"""
        {GeneratedRegion.Of(Header(rule))}

        ## Cause

        ## Why it matters

        ## Example

        ## What the fix does

        ## What is not reported

        ## Configuration

        ## When to suppress it

        ## Related rules

        """;

    private static string Severity(DocumentedRule rule) => rule.IsEnabled ? rule.SeverityName : $"{rule.SeverityName}, off by default";

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}
