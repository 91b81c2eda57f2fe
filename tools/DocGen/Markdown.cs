using System.Text;
using Pictures;
using QueueAnalyzers.Options;

namespace DocGen;

/// <summary>What rules and measurements look like in markdown.</summary>
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

    /// <summary>The table of all that is measured.</summary>
    public static string Table(IEnumerable<Measurement> measurements)
    {
        var table = new StringBuilder("| What happens | Why | Rule | RabbitMQ | Client | As written | After the fix |\n|---|---|---|---|---|--:|--:|\n");
        foreach (var it in measurements)
        {
            table.Append($"| {it.What} | {it.Why} | [{it.Rule}](rules/{it.Rule}.md) | {string.Join(", ", it.Brokers)} | {string.Join(", ", it.Clients.Select(client => client.TrimStart('V') + ".x"))} ");
            table.Append($"| {it.BeforeText} {it.Outcome.ToString().ToLowerInvariant()} | {it.AfterText} |\n");
        }

        return table.ToString();
    }

    /// <summary>The table of what the samples lose.</summary>
    public static string TableOfSamples(IEnumerable<Measurement> measurements)
    {
        var table = new StringBuilder("| What happens | Sample | Lost before the repair | Lost after it |\n|---|---|--:|--:|\n");
        foreach (var it in measurements)
            table.Append($"| {it.What} | `{it.Program}` | **{it.BeforeText}** | **{it.AfterText}** |\n");
        return table.ToString();
    }

    /// <summary>What a page begins with.</summary>
    public static string Header(DocumentedRule rule) =>
        $"""
        # {rule.Id}: {rule.Title}

        | Category | Severity | Enabled | Code fix | Options |
        |---|---|---|---|---|
        | {rule.Category} | {rule.SeverityName} | {YesOrNo(rule.IsEnabled)} | {YesOrNo(rule.HasFix)} | {OptionsOf(rule)} |
        """;

    /// <summary>The table of options, as seen from the page on configuration, which has a section for each.</summary>
    public static string Options(IEnumerable<Option> options)
    {
        var table = new StringBuilder("| Option | For | Takes | Default | Rules |\n|---|---|---|---|---|\n");
        foreach (var option in options)
            table.Append($"| [{option.Name}](#{option.Name}) | {option.Summary} | {option.Allowed} | {Default(option)} | {RulesOf(option)} |\n");
        return table.ToString();
    }

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

    private static string OptionsOf(DocumentedRule rule) => rule.Options.IsEmpty
        ? "none"
        : string.Join(", ", rule.Options.Select(option => $"[{option}](../configuration.md#{option})"));

    private static string RulesOf(Option option) => option.Rules.IsEmpty
        ? "all"
        : string.Join(", ", option.Rules.Select(id => $"[{id}](rules/{id}.md)"));

    private static string Default(Option option) => option.DefaultText.Length == 0 ? "none" : $"`{option.DefaultText}`";

    private static string Severity(DocumentedRule rule) => rule.IsEnabled ? rule.SeverityName : $"{rule.SeverityName}, off by default";

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}
