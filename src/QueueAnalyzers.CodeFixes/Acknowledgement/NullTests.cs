using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>How code asks whether a fetch has found a message.</summary>
internal sealed class NullTests
{
    private readonly QueueCompilation _compilation;

    public NullTests(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Whether a mention of the result, or of its body, is tested for null.</summary>
    public bool Include(SyntaxNode mention)
    {
        var whole = Unwrapped(mention);
        if (whole.Parent is ConditionalAccessExpressionSyntax access && BodyOwner(access) == whole)
            whole = Unwrapped(access);
        return whole.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } test => IsNull(test.Left) || IsNull(test.Right),
            IsPatternExpressionSyntax test => Of(test.Pattern) is not null,
            _ => false,
        };
    }

    /// <summary>Whether a condition tests the variable for null and nothing else: true for "is not null".</summary>
    public bool? Of(ExpressionSyntax condition, ISymbol result)
    {
        while (condition is ParenthesizedExpressionSyntax parenthesized)
            condition = parenthesized.Expression;
        return condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test when IsTest(test) => true,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } test when IsTest(test) => false,
            IsPatternExpressionSyntax test when IsResult(test.Expression) => Of(test.Pattern),
            _ => null,
        };

        bool IsTest(BinaryExpressionSyntax test) => (IsResult(test.Left) && IsNull(test.Right)) || (IsResult(test.Right) && IsNull(test.Left));
        bool IsResult(ExpressionSyntax expression) => ClientModel.Same(_compilation.SymbolOf(BodyOwner(expression)), result);
    }

    /// <summary>The result in <c>result?.Body</c>, which is null only if the result is.</summary>
    private static ExpressionSyntax BodyOwner(ExpressionSyntax expression) =>
        expression is ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Body" } } access ? access.Expression : expression;

    /// <summary>Whether a pattern tests for null and nothing else: true for "is not null".</summary>
    public static bool? Of(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax { Expression: var expression } when IsNull(expression) => false,
        UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var expression } } when IsNull(expression) => true,
        RecursivePatternSyntax { Type: null, Designation: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } => true,
        _ => null,
    };

    /// <summary>A pattern with a name that matches whatever is not null.</summary>
    public static bool MatchesWhatIsNotNull(PatternSyntax pattern) => pattern switch
    {
        RecursivePatternSyntax recursive => recursive is { PositionalPatternClause: null, PropertyPatternClause: null or { Subpatterns.Count: 0 } },
        DeclarationPatternSyntax => true,
        _ => false,
    };

    /// <summary>Whether an expression is <c>null</c>, written so.</summary>
    public static bool IsNull(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.NullLiteralExpression);

    /// <summary>The expression with the parentheses around it.</summary>
    public static SyntaxNode Unwrapped(SyntaxNode node)
    {
        while (node.Parent is ParenthesizedExpressionSyntax)
            node = node.Parent;
        return node;
    }
}
