using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What RMQ1017 and RMQ1019 ask of a <c>BasicNack</c>: a requeue that a quorum queue of RabbitMQ 4.3 does not count.</summary>
internal static class UncountedRequeue
{
    /// <summary>Whether the queue cannot be a quorum queue, so that it counts nothing anyway.</summary>
    public static bool IsNoQuorumQueue(DeliveryOrigin origin, QueueCompilation compilation) =>
        origin.Call is not null
        && (compilation.Queues.IsTemporary(origin.Queue) || compilation.Topology.DeclarationsOf(origin.Queue).Any(declaration =>
            declaration.QueueType.Text is { } type ? type != "quorum" : declaration.Durable.IsFalse || declaration.Exclusive.IsTrue || declaration.AutoDelete.IsTrue));

    /// <summary>The consumer or fetch whose deliveries a call gives back until a header says that it was often enough, which the broker does not write for this call.</summary>
    /// <param name="site">A call of kind <see cref="CallKind.NegativelyAcknowledge"/>, or of a wrapper.</param>
    /// <param name="compilation">The compilation.</param>
    public static DeliveryOrigin? CountedByHeader(CallSite site, QueueCompilation compilation)
    {
        if (site.Argument(ArgumentRole.Requeue) is not { Value: var requeue } || compilation.Constants.Of(requeue).IsFalse
            || (site.IsDirect && compilation.Assignments.Resolve(requeue) is IParameterReferenceOperation))
            return null;
        return compilation.Origins.Of(site).FirstOrDefault(origin =>
            !origin.IsAutomatic(compilation)
            && !IsNoQuorumQueue(origin, compilation)
            && DeliveryCount.In(origin.Code, compilation) is { } count
            && count.DecidesOn(site));
    }

    /// <summary>Whether a call is made because the program stops or its channel is gone: not the message's fault, and rightly not counted.</summary>
    public static bool IsExcused(IInvocationOperation call, QueueCompilation compilation) => call.Syntax.Ancestors().Any(ancestor => ancestor switch
    {
        CatchClauseSyntax clause => compilation.OperationOf(clause) is ICatchClauseOperation caught && Excuses.Include(caught),
        IfStatementSyntax choice => compilation.OperationOf(choice.Condition) is { } condition && !IsOfChannel(condition, compilation) && Excuses.AskForStop(condition, compilation),
        MethodDeclarationSyntax method => Stops.Include(method),
        _ => false,
    });

    // if (channel != null) and if (channel.IsOpen) stand before any settle.
    private static bool IsOfChannel(IOperation condition, QueueCompilation compilation) => condition.DescendantsAndSelf().All(part =>
        part is not (IMemberReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation)
        || compilation.Client.IsOnConnection(part.Type) || (part is IMemberReferenceOperation member && compilation.Client.Declares(member.Member)));
}
