using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>The handlers of a consumer that are attached only when it has been started.</summary>
internal static class LateAttachment
{
    /// <summary>The last statement that attaches a handler, when no handler is attached before the consumer starts.</summary>
    /// <param name="consume">A call of kind <see cref="CallKind.Consume"/>.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>
    /// The statement, which stands behind the call in the same block or one around it; <see langword="null"/> when there is no
    /// handler, one that is attached earlier or on some condition, or when code out of sight may have attached one.
    /// </returns>
    public static ExpressionStatementSyntax? LastOf(ClientCall consume, QueueCompilation compilation)
    {
        var handlers = compilation.Consumers.HandlersOf(consume);
        if (!handlers.AreAllNamed)
            return null;

        ExpressionStatementSyntax? last = null;
        foreach (var handler in handlers.Handlers.Concat(handlers.Elsewhere))
        {
            if (handler.Subscription?.Parent is not ExpressionStatementSyntax statement || !StandsBehind(statement, consume.Invocation.Syntax))
                return null;
            if (last is null || last.SpanStart < statement.SpanStart)
                last = statement;
        }

        return last is null || IsReplacedBefore(last, consume, compilation) ? null : last;
    }

    /// <summary>Whether a statement is always reached when a call before it has been made, and never before.</summary>
    private static bool StandsBehind(StatementSyntax statement, SyntaxNode call)
    {
        var owner = statement.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : statement.Parent!;
        return statement.SpanStart > call.Span.End
            && owner.Span.Contains(call.Span)
            && call.Ancestors().TakeWhile(ancestor => ancestor != owner).All(IsPassedThrough);
    }

    private static bool IsPassedThrough(SyntaxNode ancestor) => ancestor switch
    {
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax => false,
        BlockSyntax or TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax => true,
        ConditionalExpressionSyntax or BinaryExpressionSyntax => false,
        StatementSyntax or CatchClauseSyntax or FinallyClauseSyntax or SwitchSectionSyntax => false,
        _ => true,
    };

    /// <summary>Whether the variable holds another consumer by the time that the handler is attached.</summary>
    private static bool IsReplacedBefore(StatementSyntax attachment, ClientCall consume, QueueCompilation compilation) =>
        Operations.SymbolOf(consume.Argument(ArgumentRole.Consumer)?.Value) is { } consumer
        && compilation.Assignments.ValuesOf(consumer) is { IsDefault: false } values
        && values.Any(value => value.Syntax.SyntaxTree == attachment.SyntaxTree
            && value.Syntax.SpanStart > consume.Invocation.Syntax.SpanStart && value.Syntax.SpanStart < attachment.SpanStart);
}
