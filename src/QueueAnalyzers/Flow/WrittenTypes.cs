using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Reads names of types as they are written. Nothing is bound: an alias is what it is called.</summary>
internal static class WrittenTypes
{
    /// <summary>The last part of a type's name, without what qualifies it and without <c>?</c>.</summary>
    /// <returns>The name, or <see langword="null"/> for a keyword, an array, a tuple and the like.</returns>
    public static string? LastNameOf(TypeSyntax? type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => LastNameOf(nullable.ElementType),
        _ => null,
    };
}
