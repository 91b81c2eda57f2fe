using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace QueueAnalyzers.Tests.Meta;

/// <summary>What holds for every code fix, whichever there are.</summary>
public class CodeFixesTests
{
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

    private static void HoldsFor(Func<Type, bool> condition) => Assert.Empty(Shipped.CodeFixTypes.Where(type => !condition(type)).Select(type => type.Name));

    private static void HoldsForFixes(Func<CodeFixProvider, bool> condition)
        => Assert.Empty(Shipped.CreateCodeFixes().Where(fix => !condition(fix)).Select(fix => fix.GetType().Name));
}
