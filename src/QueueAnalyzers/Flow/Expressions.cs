using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Looks through what is written around an expression and is no operation of its own: parentheses and <c>!</c>.</summary>
internal static class Expressions
{
    /// <summary>What stands inside of all parentheses.</summary>
    public static SyntaxNode Inside(SyntaxNode expression)
    {
        while (IsAround(expression))
            expression = expression is ParenthesizedExpressionSyntax parenthesized ? parenthesized.Expression : ((PostfixUnaryExpressionSyntax)expression).Operand;
        return expression;
    }

    /// <summary>The expression with all parentheses around it; whatever uses it is the parent of that.</summary>
    public static SyntaxNode Whole(SyntaxNode expression)
    {
        while (IsAround(expression.Parent))
            expression = expression.Parent!;
        return expression;
    }

    private static bool IsAround(SyntaxNode? node) => node is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression };
}
