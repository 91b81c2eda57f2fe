using DocGen;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>The pages of the rules answer the same questions, and say what the rules say.</summary>
public class RulePageTests
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

    private static MarkdownFile PageAt(string path) => MarkdownFile.RulePages.Single(page => page.Path == path);
}
