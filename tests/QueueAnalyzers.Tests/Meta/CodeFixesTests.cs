using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Tests.Meta;

/// <summary>What holds for every code fix, whichever there are.</summary>
public class CodeFixesTests
{
    private static readonly string[] Actions =
    [
        "Acknowledge", "Await", "Close", "Copy", "Correct", "Declare", "Decode", "Give", "Have", "Keep", "Leave", "Limit", "Make", "Mark", "Match", "Observe", "Publish",
        "Refuse", "Reject", "Remove", "Requeue", "Settle", "Start", "Take", "Throw", "Track", "Use", "Wait",
    ];

    private static readonly FixAllScope[] Scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    [Fact]
    public void FixesAreFoundByTheirHosts() => HoldsFor(
        type => type is { IsSealed: true, IsPublic: true } && type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is { Languages: [LanguageNames.CSharp], Name.Length: > 0 });

    [Fact]
    public void NoFixIsForgottenByItsExport() => Assert.Empty(
        Shipped.CodeFixAssembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).Except(Shipped.CodeFixTypes).Select(type => type.Name));

    [Fact]
    public void FixesFixAllEverywhere() => HoldsForFixes(fix => fix.GetFixAllProvider() is { } provider && !Scopes.Except(provider.GetSupportedFixAllScopes()).Any());

    [Fact]
    public void FixesFixRulesThatExist()
    {
        var ids = Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).ToHashSet();
        HoldsForFixes(fix => !fix.FixableDiagnosticIds.IsEmpty && fix.FixableDiagnosticIds.All(ids.Contains));
    }

    /// <summary>A light bulb is an action that a person would choose: it begins with what is done, and is short enough for a menu.</summary>
    [Fact]
    public void TitlesAreActions() => HoldsForVariants(variant =>
        variant.Title is [.., not ('.' or ' ')] title && title.Length <= 60 && !title.Contains("RMQ", StringComparison.Ordinal) && Actions.Contains(title.Split(' ')[0]));

    [Fact]
    public void VariantsOfARuleDiffer() => HoldsForFixes(fix => Variants(fix) is var variants
        && variants.DistinctBy(variant => variant.Title).Count() == variants.Length
        && variants.DistinctBy(variant => variant.EquivalenceKey).Count() == variants.Length);

    [Fact]
    public void KeysNameTheRule() => HoldsForFixes(fix => Variants(fix).All(variant => fix.FixableDiagnosticIds.Any(id => variant.EquivalenceKey.StartsWith(id + ".", StringComparison.Ordinal))));

    private static ImmutableArray<FixVariant> Variants(CodeFixProvider fix) => ((QueueCodeFixProvider)fix).AllVariants;

    private static void HoldsForVariants(Func<FixVariant, bool> condition)
        => Assert.Empty(Shipped.CreateCodeFixes().SelectMany(fix => Variants(fix)).Where(variant => !condition(variant)).Select(variant => variant.Title));

    private static void HoldsFor(Func<Type, bool> condition) => Assert.Empty(Shipped.CodeFixTypes.Where(type => !condition(type)).Select(type => type.Name));

    private static void HoldsForFixes(Func<CodeFixProvider, bool> condition)
        => Assert.Empty(Shipped.CreateCodeFixes().Where(fix => !condition(fix)).Select(fix => fix.GetType().Name));
}
