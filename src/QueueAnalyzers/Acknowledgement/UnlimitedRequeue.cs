using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What RMQ1011 reports, and what RMQ1017 therefore leaves to it: a requeue of each failure, which nothing ends.</summary>
internal static class UnlimitedRequeue
{
    /// <summary>The consumer or fetch whose failed deliveries a call gives back without limit.</summary>
    /// <param name="site">A call that rejects, or of a wrapper that does.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="broker">The broker.</param>
    /// <returns>The origin of the deliveries, or <see langword="null"/> when something limits the requeues, or may.</returns>
    public static DeliveryOrigin? OriginOf(CallSite site, QueueCompilation compilation, Broker broker)
    {
        if (!compilation.Constants.Of(site.Argument(ArgumentRole.Requeue)?.Value).IsTrue)
            return null;
        var clauses = Failures.LeadingTo(site.Invocation, compilation);
        if (clauses.IsEmpty)
            return null;

        var origins = compilation.Origins.Of(site).ToList();
        return origins.Count > 0
            && origins.All(origin => !origin.IsAutomatic(compilation)
                && !IsCounted(site.Call.Kind, origin, compilation, broker)
                && (origin.Call is not { Kind: CallKind.Get } get || clauses.All(clause => ComesAgain(get, clause, compilation)))
                && !Attempts.AreLookedAtIn(origin.Code, compilation))
                ? origins[0]
                : null;
    }

    /// <summary>Whether the queue gives up on a delivery by itself, or may: by a limit that its declaration sets, or that quorum queues have for what is rejected.</summary>
    private static bool IsCounted(CallKind kind, DeliveryOrigin origin, QueueCompilation compilation, Broker broker) =>
        compilation.Topology.DeclarationsOf(origin.Queue).Any(declaration =>
            declaration.Arguments.MayContain("x-delivery-limit")
            || (kind == CallKind.Reject && broker == Broker.RabbitMQ && declaration.QueueType.Text == "quorum"));

    /// <summary>Whether a fetch stands in a loop that a catch clause does not leave and that does not pause.</summary>
    private static bool ComesAgain(ClientCall get, CatchClauseSyntax clause, QueueCompilation compilation)
    {
        var code = get.Invocation.Syntax;
        var loop = code.Ancestors().TakeWhile(ancestor => ancestor is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).FirstOrDefault(Pauses.IsLoop);
        if (loop is null || Pauses.AreMadeInRoundsOf(code, compilation))
            return false;
        var isBeside = loop.SyntaxTree == clause.SyntaxTree && loop.FirstAncestorOrSelf<MemberDeclarationSyntax>() == clause.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return (!isBeside || loop.Contains(clause)) && !clause.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax).Any(node =>
            node is ThrowStatementSyntax or ThrowExpressionSyntax || (isBeside && node is BreakStatementSyntax or ReturnStatementSyntax));
    }
}
