using System.Text.RegularExpressions;
using DocGen;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>The pages of the rules answer the same questions, and say what the rules say.</summary>
public partial class RulePageTests
{
    private static readonly string[] Sections =
    [
        "Cause", "Why it matters", "Example", "What the fix does", "What is not reported", "Configuration", "When to suppress it", "Related rules",
    ];

    public static TheoryData<string> Pages => [.. MarkdownFile.RulePages.Select(page => page.Path)];

    [Fact]
    public void DocumentationSaysWhatTheRulesSay() => Assert.Empty(new DocGen.Documentation(References.RepositoryRoot, DocumentedRule.Shipped()).FindDrift());

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageHasItsSections(string path) => Assert.Equal(Sections, PageAt(path).Sections);

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageShowsTheMistakeAndItsFix(string path)
    {
        var examples = PageAt(path).Examples.ToArray();

        Assert.NotEmpty(examples);
        // A rule may be about one generation alone; what it shows, it shows in both states.
        Assert.Equal(VersionsOf(bad: true), VersionsOf(bad: false));

        IEnumerable<ClientVersion> VersionsOf(bool bad) => examples.Where(example => example.IsBad == bad).SelectMany(example => example.Versions).Distinct().Order();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageSaysHowToMakeTheRuleAnError(string path) => Assert.Contains($"dotnet_diagnostic.{PageAt(path).Id}.severity = error", PageAt(path).Text, StringComparison.Ordinal);

    /// <summary>A transcript that shows a warning shows the one that the compiler prints.</summary>
    [Fact]
    public void QuotedWarningsAreReal()
    {
        var messages = Shipped.CreateAnalyzers()
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(rule => rule.Id)
            .ToDictionary(rule => rule.Id, rule => Placeholder().Replace(Regex.Escape(rule.MessageFormat.ToString()), ".*"));

        var quotes = MarkdownFile.All.SelectMany(file => QuotedWarning().Matches(file.Text));

        Assert.All(quotes, quote => Assert.Matches($"^{messages[quote.Groups["id"].Value]}$", quote.Groups["message"].Value));
    }

    private static MarkdownFile PageAt(string path) => MarkdownFile.RulePages.Single(page => page.Path == path);

    [GeneratedRegex(@"(?:warning|error) (?<id>RMQ\d{4}): (?<message>.+?)(?= \[|$)", RegexOptions.Multiline)]
    private static partial Regex QuotedWarning();

    // Regex.Escape leaves the closing brace as it is.
    [GeneratedRegex(@"\\\{\d\}")]
    private static partial Regex Placeholder();
}
