using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Options;
using QueueAnalyzers.Tests.Documentation;

namespace QueueAnalyzers.Tests.Configuration;

/// <summary>The declarations of the options are true.</summary>
public class DeclaredOptionsTests
{
    // Read for all rules, or below all of them where deliveries are followed.
    private static readonly string[] Shared = [DeclaredOptions.ExcludeTestProjects.Key, DeclaredOptions.SettleMethods.Key];

    public static TheoryData<string> Analyzers => [.. Shipped.AnalyzerTypes.Where(type => type != typeof(QueueAnalyzers.Configuration.OptionAnalyzer)).Select(type => type.FullName!)];

    [Fact]
    public void NamesAreWordsInLowerCaseAndInOrder()
    {
        var names = DeclaredOptions.All.Select(option => option.Name).ToArray();

        Assert.All(names, name => Assert.Matches("^[a-z]+(_[a-z]+)*$", name));
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void DefaultsAreAllowed() => Assert.All(
        DeclaredOptions.All.Where(option => option.DefaultText.Length > 0),
        option => Assert.Empty(option.MistakesIn(new GivenOptions(option.Key, option.DefaultText))));

    [Fact]
    public void SummariesAreSentences() => Assert.All(DeclaredOptions.All, option => Assert.Matches(@"^[A-Z].*\.$", option.Summary));

    [Fact]
    public void RulesExist()
    {
        var ids = Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).ToHashSet();
        Assert.All(DeclaredOptions.All, option => Assert.Subset(ids, option.Rules.ToHashSet()));
    }

    /// <summary>An analyzer that reads an option is one of a rule that says so.</summary>
    [Theory]
    [MemberData(nameof(Analyzers))]
    public async Task WhatIsReadIsDeclared(string name)
    {
        var analyzer = (DiagnosticAnalyzer)Activator.CreateInstance(Shipped.AnalyzerTypes.Single(type => type.FullName == name))!;
        var rules = analyzer.SupportedDiagnostics.Select(rule => rule.Id).ToImmutableArray();
        var recorder = new RecordingProvider();
        foreach (var example in MarkdownFile.RulePages.Where(page => rules.Contains(page.Id)).SelectMany(page => page.Examples).Where(example => example.IsBad))
        {
            foreach (var version in example.Versions)
            {
                var project = Assert.Single(ExampleSolution.Create(example.Code, version).Projects);
                var compilation = await project.GetCompilationAsync(TestContext.Current.CancellationToken);
                await compilation!.WithAnalyzers([analyzer], new AnalyzerOptions([], recorder)).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            }
        }

        var declared = DeclaredOptions.All.Where(option => option.Rules.Intersect(rules).Any()).Select(option => option.Key);
        Assert.Empty(recorder.Read.Except(Shared).Except(declared));
    }

    private sealed class RecordingProvider : AnalyzerConfigOptionsProvider
    {
        private readonly ConcurrentDictionary<string, bool> _read = new();

        public IEnumerable<string> Read => _read.Keys;

        public override AnalyzerConfigOptions GlobalOptions => new RecordingOptions(_read);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class RecordingOptions(ConcurrentDictionary<string, bool> read) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            if (key.StartsWith(Option.Prefix, StringComparison.Ordinal))
                read.TryAdd(key, true);
            value = null;
            return false;
        }
    }
}
