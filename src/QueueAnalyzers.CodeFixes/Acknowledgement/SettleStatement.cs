using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Settles as statements.</summary>
internal static class SettleStatement
{
    /// <summary>The statement that consists of a call, awaited or not.</summary>
    /// <returns>The statement, or <see langword="null"/> when the call is part of something else.</returns>
    public static ExpressionStatementSyntax? Of(InvocationExpressionSyntax call)
    {
        ExpressionSyntax whole = call;
        while (true)
        {
            switch (whole.Parent)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured } access when access.Expression == whole:
                    whole = configured;
                    break;
                case AwaitExpressionSyntax awaited:
                    whole = awaited;
                    break;
                default:
                    return whole.Parent as ExpressionStatementSyntax;
            }
        }
    }

    /// <summary>Whether the statement waits for its settle.</summary>
    public static bool IsAwaited(ExpressionStatementSyntax statement) => statement.Expression.IsKind(SyntaxKind.AwaitExpression);

    /// <summary>The statements that stand beside a statement in one list.</summary>
    public static SyntaxList<StatementSyntax> ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };
}
