using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Flow;

/// <summary>Tells tests from the code that they test.</summary>
internal static class Tests
{
    private const string Suffix = "Attribute";

    // xunit, NUnit, MSTest and TUnit, without the word "Attribute".
    private static readonly HashSet<string> Attributes = new() { "Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod" };

    /// <summary>The names by which a file with tests is told.</summary>
    public static IEnumerable<string> AttributeNames => Attributes.Concat(Attributes.Select(name => name + Suffix));

    /// <summary>Whether two pieces of code belong to different tests, which clean up after themselves or have a broker each.</summary>
    public static bool Separate(SyntaxNode left, SyntaxNode right) =>
        (IsInTests(left) || IsInTests(right)) && left.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() != right.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();

    /// <summary>Whether there are any tests among the code of a compilation: then the rest of it serves them.</summary>
    public static bool AreIn(QueueCompilation compilation) =>
        TestProjects.Include(compilation.Compilation)
        && compilation.Trees.Any(tree => TreeWords.Of(tree).MayTouch(Topics.Tests) && tree.GetRoot().DescendantNodes(node => node is not BaseMethodDeclarationSyntax).OfType<TypeDeclarationSyntax>().Any(HasTests));

    private static bool IsInTests(SyntaxNode code) => code.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && HasTests(type);

    private static bool HasTests(TypeDeclarationSyntax type) =>
        type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => Attributes.Contains(NameOf(attribute))));

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = WrittenTypes.LastNameOf(attribute.Name) ?? string.Empty;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}
