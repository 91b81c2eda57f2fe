using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Publishing;

/// <summary>Puts a statement where a channel has just been created.</summary>
internal static class NewChannel
{
    /// <summary>Plans the statement.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="edits">The statements of the creation's document.</param>
    /// <param name="creation">The call that creates the channel.</param>
    /// <param name="context">The report that is fixed.</param>
    /// <param name="write">Makes the statement, given the channel's name.</param>
    /// <returns>Whether there is a place for it; otherwise the plan must not be used.</returns>
    public static bool TryPrepare(this EditPlan plan, StatementEdits edits, ClientCall creation, FixContext context, Func<string, string> write)
    {
        if (creation.Invocation.Syntax is not ExpressionSyntax value)
            return false;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            value = (ExpressionSyntax)value.Parent;

        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: var statement } } variable }:
                return TryPrepare(edits, statement, write(variable.Identifier.Text));
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax statement } assignment
                when RepeatableExpression.Of(assignment.Left, context.Compilation) is { } variable:
                return TryPrepare(edits, statement, write(variable.Text));
            default:
                if (context.Document.Project.Solution.GetDocument(value.SyntaxTree) is not { } document
                    || new VariableBefore(context, edits).Plan(value, "channel", value.ToString(), write) is not { } named)
                    return false;
                plan.Replace(document, value.Span, named);
                return true;
        }
    }

    private static bool TryPrepare(StatementEdits edits, SyntaxNode? declaration, string statement)
    {
        switch (declaration)
        {
            case LocalDeclarationStatementSyntax or ExpressionStatementSyntax:
                edits.InsertAfter((StatementSyntax)declaration, statement);
                return true;
            case UsingStatementSyntax { Statement: var body }:
                while (body is UsingStatementSyntax inner)
                    body = inner.Statement;
                if (body is BlockSyntax { Statements: [var first, ..] })
                    edits.InsertBefore(first, statement);
                else if (body is not BlockSyntax)
                    edits.InsertBefore(body, statement);
                return body is not BlockSyntax { Statements.Count: 0 };
            default:
                return false;
        }
    }
}
