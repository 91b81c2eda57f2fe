using System.Text.RegularExpressions;
using DocGen;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>The pages of the rules answer the same questions, and say what the rules say.</summary>
public partial class RulePageTests
{
    private static readonly string[] Sections =
    [
        "Cause", "Why it matters", "Example", "What the fix does", "What is not reported", "Configuration", "When to suppress it", "Related rules",
    ];

    // What a generation has not, cannot be done wrong there.
    private static readonly Dictionary<string, ClientVersion[]> Generations = new()
    {
        ["RMQ3004"] = [V7],
        ["RMQ3007"] = [V7],
        ["RMQ4001"] = [V6],
        ["RMQ4002"] = [V6],
        ["RMQ4006"] = [V6],
        ["RMQ4009"] = [V7],
        ["RMQ4012"] = [V6],
    };

    // One mistake, one report: the first speaks, and the second is silent.
    private static readonly (string Speaks, string IsSilent)[] Precedence =
    [
        ("RMQ1009", "RMQ1001"), ("RMQ1009", "RMQ1002"), ("RMQ1015", "RMQ1001"), ("RMQ1016", "RMQ1001"), ("RMQ1015", "RMQ1003"), ("RMQ1016", "RMQ1013"),
        ("RMQ1011", "RMQ1017"), ("RMQ1019", "RMQ1017"), ("RMQ1003", "RMQ1005"), ("RMQ1003", "RMQ1013"), ("RMQ4001", "RMQ1005"),
        ("RMQ2004", "RMQ2001"), ("RMQ2004", "RMQ2003"), ("RMQ2004", "RMQ2005"), ("RMQ2008", "RMQ2005"), ("RMQ3003", "RMQ3002"),
    ];

    public static TheoryData<string> Pages => [.. MarkdownFile.RulePages.Select(page => page.Path)];

    [Fact]
    public void DocumentationSaysWhatTheRulesSay() => Assert.Empty(new DocGen.Documentation(References.RepositoryRoot, DocumentedRule.Shipped()).FindDrift());

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageHasItsSections(string path) => Assert.Equal(Sections, PageAt(path).Sections);

    public static TheoryData<string> PagesOnCode => [.. MarkdownFile.RulePages.Where(page => !IsAboutConfiguration(page)).Select(page => page.Path)];

    public static TheoryData<string> PagesOnConfiguration => [.. MarkdownFile.RulePages.Where(IsAboutConfiguration).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(PagesOnCode))]
    public void PageShowsTheMistakeAndItsFix(string path)
    {
        var examples = PageAt(path).Examples.ToArray();

        Assert.NotEmpty(examples);
        // A rule may be about one generation alone; what it shows, it shows in both states.
        Assert.Equal(VersionsOf(bad: true), VersionsOf(bad: false));

        IEnumerable<ClientVersion> VersionsOf(bool bad) => examples.Where(example => example.IsBad == bad).SelectMany(example => example.Versions).Distinct().Order();
    }

    [Theory]
    [MemberData(nameof(PagesOnCode))]
    public void PageShowsEveryGenerationThatTheRuleIsAbout(string path)
    {
        var page = PageAt(path);
        var shown = page.Examples.SelectMany(example => example.Versions).ToHashSet();

        Assert.Empty(Generations.GetValueOrDefault(page.Id, [V6, V7]).Except(shown));
    }

    [Theory]
    [MemberData(nameof(PagesOnConfiguration))]
    public async Task PageShowsAConfigurationBeforeAndAfter(string path)
    {
        var page = PageAt(path);
        var configurations = page.Configurations.ToArray();

        Assert.Contains(configurations, configuration => configuration.IsBad);
        Assert.Contains(configurations, configuration => !configuration.IsBad);
        foreach (var (isBad, line, text) in configurations)
        {
            var program = Verify.That(V7, isBad ? $"{{|{page.Id}:|}}public class Program;" : "public class Program;").WithEditorConfigFile("", text + "\n");
            var exception = await Record.ExceptionAsync(() => isBad ? program.AllReport() : program.AllSilent());
            Assert.True(exception is null, $"{path}, line {line}: {exception?.Message}");
        }
    }

    /// <summary>Measured numbers say what they were measured with.</summary>
    [Theory]
    [MemberData(nameof(PagesOnCode))]
    public void PageSaysWhatItsNumbersWereMeasuredWith(string path) =>
        Assert.Matches(@"(RabbitMQ|LavinMQ|RabbitMQ\.Client)\s+\d+\.\d+(\.\d+|\b)", SectionOf(PageAt(path), "Why it matters"));

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageNamesItsFixes(string path)
    {
        var page = PageAt(path);
        var titles = Shipped.CreateCodeFixes()
            .Where(fix => fix.FixableDiagnosticIds.Contains(page.Id))
            .SelectMany(fix => ((QueueCodeFixProvider)fix).AllVariants)
            .Select(variant => variant.Title);
        var text = Whitespace().Replace(SectionOf(page, "What the fix does"), " ");

        Assert.All(titles, title => Assert.Contains($"**{title}**", text, StringComparison.Ordinal));
    }

    [Fact]
    public void PagesSayWhichRuleSpeaksAndWhichIsSilent() => Assert.All(Precedence, pair =>
    {
        Assert.Contains($"]({pair.IsSilent}.md", TextOf(pair.Speaks), StringComparison.Ordinal);
        Assert.Contains($"]({pair.Speaks}.md", TextOf(pair.IsSilent), StringComparison.Ordinal);
    });

    /// <summary>Where the broker makes a difference to a rule, its page and the page on that broker say which.</summary>
    [Fact]
    public void PagesSayWhatLavinMQChanges()
    {
        var overview = MarkdownFile.All.Single(file => file.Path == "docs/lavinmq.md");

        Assert.All(DeclaredOptions.Broker.Rules, id =>
        {
            Assert.Contains($"| [{id}](rules/{id}.md)", overview.Text.Replace(", [", " |\n| [", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains("LavinMQ", TextOf(id), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [MemberData(nameof(PagesOnCode))]
    public void PageNamesTheOptionOfAllRules(string path) =>
        Assert.Contains("](../configuration.md#exclude_test_projects)", SectionOf(PageAt(path), "Configuration"), StringComparison.Ordinal);

    /// <summary>The modes are named in three places that do not know each other.</summary>
    [Fact]
    public void ModesAreTheSameForTheBuildAndThePage()
    {
        var page = MarkdownFile.All.Single(file => file.Path == "docs/configuration.md").Text;
        var targets = File.ReadAllText(Path.Combine(References.RepositoryRoot, "nuget", "buildTransitive", "QueueAnalyzers.targets"));

        Assert.All(Mode.All.Select(mode => mode.Name).Append("Default"), name => Assert.Contains($"\n| `{name}` |", page, StringComparison.Ordinal));
        Assert.All(Mode.All, mode => Assert.Contains($"== '{mode.Name}'\">{mode.Name}</", targets, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryOptionHasItsSection()
    {
        var page = MarkdownFile.All.Single(file => file.Path == "docs/configuration.md");

        Assert.All(DeclaredOptions.All, option =>
        {
            Assert.Contains(option.Name, page.Anchors);
            Assert.Contains($"queue_analyzers.{option.Name} = ", page.Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void PageSaysHowToMakeTheRuleAnError(string path) => Assert.Contains($"dotnet_diagnostic.{PageAt(path).Id}.severity = error", PageAt(path).Text, StringComparison.Ordinal);

    private static bool IsAboutConfiguration(MarkdownFile page) => page.Id.StartsWith("RMQ0", StringComparison.Ordinal);

    private static string TextOf(string id) => MarkdownFile.RulePages.Single(page => page.Id == id).Text;

    private static string SectionOf(MarkdownFile page, string heading) => page.Text.Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    private static MarkdownFile PageAt(string path) => MarkdownFile.RulePages.Single(page => page.Path == path);
}
