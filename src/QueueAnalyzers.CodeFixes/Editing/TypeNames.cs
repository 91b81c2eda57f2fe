using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QueueAnalyzers.Editing;

/// <summary>Finds the shortest name for a type that means this type and no other where it is written.</summary>
internal static class TypeNames
{
    /// <summary>The name, qualified as far as the place needs it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="model">The semantic model of the tree.</param>
    /// <param name="position">Where the name is written.</param>
    public static string Shortest(INamedTypeSymbol type, SemanticModel model, int position)
    {
        var minimal = type.ToMinimalDisplayString(model, position, SymbolDisplayFormat.MinimallyQualifiedFormat);
        var found = model.GetSpeculativeSymbolInfo(position, SyntaxFactory.ParseTypeName(minimal), SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
        return SymbolEqualityComparer.Default.Equals(found, type) ? minimal : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
    }
}
