using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Tells tests from the code that they test.</summary>
internal static class Tests
{
    // xunit, NUnit, MSTest and TUnit, without the word "Attribute".
    private static readonly HashSet<string> Attributes = new() { "Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod" };

    /// <summary>Whether two pieces of code belong to different tests, which clean up after themselves or have a broker each.</summary>
    public static bool Separate(SyntaxNode left, SyntaxNode right) =>
        (IsInTests(left) || IsInTests(right)) && left.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() != right.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();

    private static bool IsInTests(SyntaxNode code) =>
        code.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => Attributes.Contains(NameOf(attribute))));

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = (attribute.Name as SimpleNameSyntax ?? (attribute.Name as QualifiedNameSyntax)?.Right)?.Identifier.ValueText ?? string.Empty;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
