using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What RMQ1014 and its fix ask of a limit: whether every consumer of its channel has started when it comes.</summary>
internal static class LateLimit
{
    /// <summary>The first consumer that surely runs before the limit, if all of them do.</summary>
    /// <param name="limit">A call of kind <see cref="CallKind.LimitPrefetch"/>.</param>
    /// <param name="consumers">All consumers of its channel.</param>
    /// <returns>The consume call, or <see langword="null"/> when a consumer may start after the limit, or when that cannot be told.</returns>
    public static ClientCall? ConsumerBefore(ClientCall limit, ImmutableArray<ClientCall> consumers)
    {
        var place = limit.Invocation.Syntax;
        return consumers.All(consumer => IsBefore(consumer.Invocation.Syntax, place)) ? consumers.OrderBy(consumer => consumer.Invocation.Syntax.SpanStart).FirstOrDefault() : null;
    }

    /// <summary>Whether the limit is only reached when the consume has run, and no loop leads back to the consume.</summary>
    private static bool IsBefore(SyntaxNode consume, SyntaxNode limit) =>
        consume.SyntaxTree == limit.SyntaxTree
        && consume.Span.End <= limit.SpanStart
        && Functions.Around(consume) == Functions.Around(limit)
        && !Alternatives.Include(consume, limit)
        && !consume.Ancestors().Any(ancestor => ancestor.Span.Contains(limit.Span)
            && ancestor is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or LabeledStatementSyntax);
}
