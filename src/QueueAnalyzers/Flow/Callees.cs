using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Finds the source that a call surely runs.</summary>
internal static class Callees
{
    /// <summary>The method with a body in source that a call of <paramref name="method"/> runs.</summary>
    /// <returns>The method, or <see langword="null"/> when it has no source or may be another one at run time.</returns>
    public static IMethodSymbol? ImplementationOf(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction)
            || method.IsAbstract || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed)
            || method.ContainingType?.TypeKind == TypeKind.Interface)
            return null;

        return DeclarationOf(method) is null or MethodDeclarationSyntax { Body: null, ExpressionBody: null } ? null : method;
    }

    /// <summary>Whether nobody but the code of its own type calls the method: a local function, or a private method that implements no interface.</summary>
    public static bool IsCalledInTypeOnly(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        || (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } && method.ExplicitInterfaceImplementations.IsEmpty);

    /// <summary>The expressions that a method with a body in source returns.</summary>
    public static IEnumerable<ExpressionSyntax> ReturnsOf(IMethodSymbol implementation)
    {
        if (DeclarationOf(implementation) is not { } declaration)
            return Enumerable.Empty<ExpressionSyntax>();
        var (block, expression) = HandlerEnds.BodyOf(declaration);
        if (expression is not null)
            return new[] { expression };
        return block?.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<ExpressionSyntax>() ?? Enumerable.Empty<ExpressionSyntax>();
    }

    /// <summary>The declaration of a method in source.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol implementation) => implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
}
