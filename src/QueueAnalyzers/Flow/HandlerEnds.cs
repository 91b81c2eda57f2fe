using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>How a handler ends.</summary>
internal static class HandlerEnds
{
    /// <summary>Whether the handler can end in another way than by an exception. What cannot be read is taken to.</summary>
    public static bool Include(DeliveryHandler handler, QueueCompilation compilation)
    {
        var (block, expression) = BodyOf(handler.Declaration);
        if (block is null)
            return expression is not ThrowExpressionSyntax;
        if (block.Statements.Count == 0)
            return true;
        // Statement by statement: of the block of a lambda the end never counts as reachable.
        var flow = compilation.ModelOf(block.SyntaxTree).AnalyzeControlFlow(block.Statements.First(), block.Statements.Last());
        return flow is not { Succeeded: true } || flow.EndPointIsReachable || !flow.ReturnStatements.IsEmpty;
    }

    /// <summary>The body of a lambda, anonymous method, local function, method or accessor: a block or an expression.</summary>
    public static (BlockSyntax? Block, ExpressionSyntax? Expression) BodyOf(SyntaxNode declaration) => declaration switch
    {
        AnonymousFunctionExpressionSyntax lambda => (lambda.Block, lambda.ExpressionBody),
        LocalFunctionStatementSyntax function => (function.Body, function.ExpressionBody?.Expression),
        BaseMethodDeclarationSyntax method => (method.Body, method.ExpressionBody?.Expression),
        AccessorDeclarationSyntax accessor => (accessor.Body, accessor.ExpressionBody?.Expression),
        ArrowExpressionClauseSyntax arrow => (null, arrow.Expression),
        _ => default,
    };
}
