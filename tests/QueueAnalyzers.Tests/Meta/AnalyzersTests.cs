using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests.Meta;

/// <summary>What holds for every analyzer and every rule, whichever there are.</summary>
public partial class AnalyzersTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Rules =
        [.. Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    [Fact]
    public void AnalyzersShareTheirBase() => HoldsFor(
        Shipped.AnalyzerTypes,
        type => type.Name,
        type => Bases(type).Any(ancestor => ancestor.FullName == "QueueAnalyzers.QueueAnalyzer"));

    [Fact]
    public void AnalyzersAreFoundByTheirHosts() => HoldsFor(
        Shipped.AnalyzerTypes,
        type => type.Name,
        type => type is { IsSealed: true, IsPublic: true } && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages is [LanguageNames.CSharp]);

    [Fact]
    public void AnalyzersHaveRules() => HoldsFor(Shipped.CreateAnalyzers(), analyzer => analyzer.GetType().Name, analyzer => !analyzer.SupportedDiagnostics.IsEmpty);

    [Fact]
    public void IdsMeanOneRule()
    {
        var descriptors = Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).GroupBy(rule => rule.Id);
        HoldsFor(descriptors, group => group.Key, group => group.Select(rule => (rule.Title.ToString(), rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault)).Distinct().Count() == 1);
    }

    [Fact]
    public void IdsAreWellFormed() => HoldsForRules(rule => Id().IsMatch(rule.Id));

    [Fact]
    public void CategoriesFollowRanges() => HoldsForRules(rule => rule.Category == rule.Id[3] switch
    {
        '0' => "Configuration",
        '1' => "Acknowledgement",
        '2' => "Durability",
        '3' => "Publishing",
        '4' => "Lifetime",
        _ => "none",
    });

    [Fact]
    public void NoRuleIsAnErrorByDefault() => HoldsForRules(rule => rule.DefaultSeverity is DiagnosticSeverity.Warning or DiagnosticSeverity.Info);

    [Fact]
    public void HelpLinksLeadToThePage() => HoldsForRules(rule =>
        Uri.IsWellFormedUriString(rule.HelpLinkUri, UriKind.Absolute) && Path.GetFileNameWithoutExtension(new Uri(rule.HelpLinkUri).AbsolutePath) == rule.Id);

    [Fact]
    public void TitlesAreNoSentences() => HoldsForRules(rule => rule.Title.ToString() is [.., not ('.' or ' ')] title && char.IsUpper(title[0]));

    /// <summary>One sentence goes without its full stop, several keep theirs.</summary>
    [Fact]
    public void MessagesArePunctuated() => HoldsForRules(rule =>
    {
        var message = rule.MessageFormat.ToString();
        var severalSentences = message.Contains(". ", StringComparison.Ordinal);
        return message.Length > 0 && message.Trim() == message && message.EndsWith('.') == severalSentences;
    });

    /// <summary>They stand in lists: short, and without the ids.</summary>
    [Fact]
    public void TitlesAreShort() => HoldsForRules(rule => rule.Title.ToString() is { Length: <= 75 } title && !title.Contains("RMQ", StringComparison.Ordinal));

    /// <summary>They say more than the title: what is wrong here, and what comes of it.</summary>
    [Fact]
    public void MessagesDifferFromTitles() => HoldsForRules(rule => rule.MessageFormat.ToString() != rule.Title.ToString());

    [Fact]
    public void DescriptionsAreSentences() => HoldsForRules(rule => rule.Description.ToString() is [var first, .., '.'] && !char.IsLower(first));

    /// <summary>The page of the version that is installed: what later versions report may be another thing.</summary>
    [Fact]
    public void HelpLinksAreThoseOfTheVersion()
    {
        var version = Shipped.AnalyzerAssembly.GetName().Version!.ToString(3);
        HoldsForRules(rule => rule.HelpLinkUri == $"https://github.com/QueueAnalyzers/QueueAnalyzers/blob/v{version}/docs/rules/{rule.Id}.md");
    }

    /// <summary>What is reported when a compilation ends is not computed while somebody types, and hosts have to know.</summary>
    [Fact]
    public void RulesThatWaitForTheEndSaySo() => Assert.Equal(
        ["RMQ0001", "RMQ0002"],
        Rules.Where(rule => rule.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(rule => rule.Id));

    [Fact]
    public void EveryRuleHasItsPage() => HoldsForRules(rule => File.Exists(Path.Combine(References.RepositoryRoot, "docs", "rules", $"{rule.Id}.md")));

    [Fact]
    public void EveryRuleIsTracked()
    {
        var tracked = Directory.GetFiles(Path.Combine(References.RepositoryRoot, "src", "QueueAnalyzers"), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadAllLines)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 3 && Id().IsMatch(cells[0]))
            .ToLookup(cells => cells[0], cells => (Category: cells[1], Severity: cells[2]));
        HoldsForRules(rule => tracked[rule.Id].Contains((rule.Category, rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled")));
    }

    /// <summary>"Queue is not durable" is tested by <c>QueueIsNotDurableTests</c>, or several classes that begin so.</summary>
    [Fact]
    public void EveryRuleHasItsTests()
    {
        var classes = typeof(AnalyzersTests).Assembly.GetTypes().Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal)).Select(type => type.Name).ToArray();
        HoldsForRules(rule => classes.Any(name => name.StartsWith(NameOf(rule), StringComparison.Ordinal)));
    }

    private static string NameOf(DiagnosticDescriptor rule)
        => string.Concat(Word().Matches(rule.Title.ToString().Replace("'", "", StringComparison.Ordinal)).Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..]));

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    private static void HoldsForRules(Func<DiagnosticDescriptor, bool> condition) => HoldsFor(Rules, rule => $"{rule.Id} {rule.Title}", condition);

    private static void HoldsFor<T>(IEnumerable<T> items, Func<T, string> name, Func<T, bool> condition)
    {
        var exceptions = items.Where(item => !condition(item)).Select(name).ToArray();
        Assert.True(exceptions.Length == 0, $"Does not hold for\n{string.Join('\n', exceptions)}");
    }

    [GeneratedRegex(@"^RMQ\d{4}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
