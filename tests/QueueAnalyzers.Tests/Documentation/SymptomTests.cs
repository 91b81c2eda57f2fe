using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>Who searches for what the broker has said finds it in the index, and from there the page of the rule.</summary>
public partial class SymptomTests
{
    private static readonly MarkdownFile Index = MarkdownFile.All.Single(file => file.Path == "docs/symptoms.md");

    // "406" and "PRECONDITION_FAILED - …" stand in two cells.
    private static readonly ImmutableArray<(string Text, string[] Links)> Rows =
        [.. Index.Rows.Select(row => (string.Join(' ', row.Cells.Select(cell => cell.Trim())), row.Links))];

    /// <summary>Texts of the broker that the pages quote.</summary>
    public static TheoryData<string, string> Quoted => Texts(
        MarkdownFile.All.Where(file => file.Path.StartsWith("docs/", StringComparison.Ordinal) && file.Path != Index.Path).Select(file => (file.Path, file.Text)));

    /// <summary>Texts of the broker that the rules themselves quote.</summary>
    public static TheoryData<string, string> Reported => Texts(
        Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct().Select(rule => (rule.Id, $"{rule.MessageFormat}\n\n{rule.Description}")));

    [Theory]
    [MemberData(nameof(Quoted))]
    public void WhatAPageQuotesIsInTheIndex(string path, string text) =>
        Assert.True(Rows.Any(row => row.Text.Contains(text, StringComparison.Ordinal)), $"{path} quotes '{text}', which the index of symptoms does not have.");

    [Theory]
    [MemberData(nameof(Reported))]
    public void WhatARuleQuotesLeadsToItsPage(string id, string text) =>
        Assert.True(
            Rows.Any(row => row.Text.Contains(text, StringComparison.Ordinal) && row.Links.Any(link => link.StartsWith($"rules/{id}.md", StringComparison.Ordinal))),
            $"{id} quotes '{text}', which does not lead to its page in the index of symptoms.");

    [Fact]
    public void EveryRuleIsFoundByAnIndex()
    {
        var found = Rows.SelectMany(row => row.Links).ToHashSet();
        var rules = Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct();

        Assert.All(rules, id => Assert.Contains(found, link => link.StartsWith($"rules/{id}.md", StringComparison.Ordinal)));
    }

    private static TheoryData<string, string> Texts(IEnumerable<(string Source, string Text)> sources)
    {
        var data = new TheoryData<string, string>();
        foreach (var (source, text) in sources)
        {
            foreach (var quote in Quote().Matches(Lines().Replace(text, " ")).Select(match => match.Value.Trim(' ', ',', '.', ';', ':')).Distinct())
                data.Add(source, quote);
        }

        return data;
    }

    // As far as it is the same for every queue: to the first name in quotes, placeholder or end of the sentence.
    [GeneratedRegex(@"\b\d{3} (?:PRECONDITION_FAILED|NOT_FOUND|RESOURCE_LOCKED|NOT_IMPLEMENTED|INTERNAL_ERROR|COMMAND_INVALID|ACCESS_REFUSED|NO_ROUTE)(?: - [A-Za-z_!=][\w!= -]*\w)?")]
    private static partial Regex Quote();

    [GeneratedRegex(@"\r?\n *(?!\n)")]
    private static partial Regex Lines();
}
