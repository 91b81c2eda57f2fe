using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2007: a queue that throws messages away and tells nobody.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedMessagesAnalyzer : DeclarationAnalyzer
{
    private static readonly string[] Limits = { "x-max-length", "x-max-length-bytes" };

    private protected override DiagnosticDescriptor Rule => DurabilityRules.QueueDropsMessages;

    private protected override IEnumerable<Finding> FindingsIn(DeclarationContext context)
    {
        var queue = context.Declaration;
        var arguments = queue.Arguments;
        // A stream keeps as much as it is told to; a queue whose type is not known may be one.
        if (!queue.IsQueue || queue.MayBePassive || !arguments.IsComplete || arguments.MayContain("x-dead-letter-exchange")
            || (arguments.MayContain("x-queue-type") && queue.QueueType.Text is null or "stream")
            || context.Options.IsAtMostOnce(queue.Name.Text))
            yield break;

        var contradictions = new Contradictions(queue, context.Options.Broker);
        if (Limits.Select(arguments.Find).FirstOrDefault(IsTaken) is { } limit && MayDrop(queue, context.Options.Broker))
        {
            yield return new Finding(limit.Key.Syntax.GetLocation(), queue.Subject, "it is full", "x-overflow is not 'reject-publish', and there is no dead-letter exchange")
            {
                Entry = limit,
            };
        }

        if (arguments.Find("x-message-ttl") is { } age && IsTaken(age))
            yield return new Finding(age.Key.Syntax.GetLocation(), queue.Subject, "they are older than x-message-ttl", "there is no dead-letter exchange") { Entry = age };

        bool IsTaken(ArgumentEntry? entry) => entry is not null && !contradictions.Include(entry);
    }

    private static bool MayDrop(Declaration queue, Broker broker)
    {
        if (!queue.Arguments.MayContain("x-overflow"))
            return true;
        var overflow = queue.ConstantOf("x-overflow").Text;
        return overflow is not (null or "reject-publish") && (broker == Broker.LavinMQ || overflow != "reject-publish-dlx");
    }
}
