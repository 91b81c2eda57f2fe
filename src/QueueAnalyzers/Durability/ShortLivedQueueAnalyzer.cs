using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2003: a queue that survives the broker's restart, but not its own connection or consumer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShortLivedQueueAnalyzer : DeclarationAnalyzer
{
    private protected override DiagnosticDescriptor Rule => DurabilityRules.DurableQueueIsDeletedWithConsumer;

    private protected override IEnumerable<Finding> FindingsIn(DeclarationContext context)
    {
        var queue = context.Declaration;
        if (!queue.IsQueue || !queue.Durable.IsTrue || queue.MayBePassive || queue.IsNamedByBroker
            || queue.Arguments.MayContain("x-expires")
            || new Contradictions(queue, context.Options.Broker).Flags.Any()
            || IsMadeForOneRun(queue, context.Compilation))
            yield break;

        if (queue.Exclusive.IsTrue && IsDecidedBy(queue, ArgumentRole.Exclusive))
            yield return new Finding(queue.Site.LocationOf(ArgumentRole.Exclusive), queue.Subject, "exclusive: it is deleted with all its messages when its connection closes");
        else if (!queue.Exclusive.IsTrue && queue.AutoDelete.IsTrue && IsDecidedBy(queue, ArgumentRole.AutoDelete))
            yield return new Finding(queue.Site.LocationOf(ArgumentRole.AutoDelete), queue.Subject, "auto-delete: it is deleted with all its messages when its last consumer leaves");
    }

    /// <summary>In a wrapper that fixes both flags they are reported once, there.</summary>
    private static bool IsDecidedBy(Declaration queue, ArgumentRole flag) => queue.Site.Decides(ArgumentRole.Durable) || queue.Site.Decides(flag);

    /// <summary>Whether nobody could come back to the queue anyway: its name is new each time, or known only to those who answer.</summary>
    private static bool IsMadeForOneRun(Declaration queue, QueueCompilation compilation) =>
        queue.Site.Argument(ArgumentRole.Queue) is { Value: var name }
        && (compilation.Queues.IsReplyQueue(name) || compilation.Queues.IsNewEachTime(name));
}
