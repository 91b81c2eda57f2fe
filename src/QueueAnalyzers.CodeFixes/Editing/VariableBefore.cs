using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Editing;

/// <summary>Declares a variable directly before the statement, or the body, that an expression belongs to, so that the expression can use it.</summary>
internal sealed class VariableBefore
{
    private readonly FixContext _context;
    private readonly StatementEdits _edits;

    public VariableBefore(FixContext context, StatementEdits edits)
    {
        _context = context;
        _edits = edits;
    }

    /// <summary>Plans the variable.</summary>
    /// <param name="expression">What is to use it.</param>
    /// <param name="wanted">Its name if that is free.</param>
    /// <param name="value">What it is set to; it must not matter whether this runs before the rest of the statement.</param>
    /// <param name="initialize">What is done with it then, for its name.</param>
    /// <returns>The name, or <see langword="null"/> when it cannot be told that the statement always evaluates the expression, and once.</returns>
    public string? Plan(SyntaxNode expression, string wanted, string value, Func<string, string> initialize)
    {
        var whole = AlwaysEvaluatedWith(expression);
        var model = _context.Compilation.ModelOf(expression.SyntaxTree);
        switch (whole.Parent)
        {
            case ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax:
                var name = _context.Names.Take(whole.Parent, wanted, model);
                _edits.InsertBefore((StatementSyntax)whole.Parent, Declare(name), initialize(name));
                return name;
            case ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax } arrow:
                return PlanInBody((ExpressionSyntax)whole, arrow.Parent!);
            // A lambda that gives a value may be typed by it.
            case AnonymousFunctionExpressionSyntax lambda when IsVoid((ExpressionSyntax)whole):
                return PlanInBody((ExpressionSyntax)whole, lambda);
            default:
                return null;
        }

        string? PlanInBody(ExpressionSyntax body, SyntaxNode function)
        {
            var block = new ExpressionMadeBlock(_edits, expression.SyntaxTree.GetText(), function, body);
            if (!block.IsPossible)
                return null;
            var name = _context.Names.Take(body, wanted, model);
            var next = _edits.NewLine + _edits.Layout.Deeper(_edits.Layout.IndentAt(function.SpanStart));
            block.Plan((Declare(name) + next + initialize(name) + next + (IsVoid(body) ? string.Empty : "return "), string.Empty), Array.Empty<string>());
            return name;
        }

        string Declare(string name) => $"var {name} = {value};";
        bool IsVoid(ExpressionSyntax body) => model.GetTypeInfo(body).Type?.SpecialType == SpecialType.System_Void;
    }

    /// <summary>The outermost expression that is never evaluated without this one.</summary>
    private static SyntaxNode AlwaysEvaluatedWith(SyntaxNode expression)
    {
        while (expression.Parent is ArgumentSyntax or ArgumentListSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
            or AwaitExpressionSyntax or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax
            || (expression.Parent is MemberAccessExpressionSyntax access && access.Expression == expression)
            || (expression.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Right == expression))
            expression = expression.Parent;
        return expression;
    }
}
