using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Arguments, values, conditions and receivers stand in parentheses.</summary>
internal sealed class ParenthesesAdded : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root) =>
        from expression in root.DescendantNodes().OfType<ExpressionSyntax>()
        where IsOperand(expression) && CanStandInParentheses(model, expression)
        from edit in new[] { Edit.Insert(expression.SpanStart, "("), Edit.Insert(expression.Span.End, ")") }
        select edit;

    private static bool IsOperand(ExpressionSyntax expression) => expression.Parent switch
    {
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        EqualsValueClauseSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == expression,
        ReturnStatementSyntax or IfStatementSyntax or WhileStatementSyntax => true,
        MemberAccessExpressionSyntax access => access.Expression == expression && expression is IdentifierNameSyntax,
        _ => false,
    };

    private static bool CanStandInParentheses(SemanticModel model, ExpressionSyntax expression) => expression switch
    {
        RefExpressionSyntax or InitializerExpressionSyntax or ThrowExpressionSyntax or DeclarationExpressionSyntax or StackAllocArrayCreationExpressionSyntax
            or ImplicitStackAllocArrayCreationExpressionSyntax or CollectionExpressionSyntax => false,
        IdentifierNameSyntax { Identifier.ValueText: "_" } => false,
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax } name => model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol,
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } => false,
        _ => true,
    };
}
