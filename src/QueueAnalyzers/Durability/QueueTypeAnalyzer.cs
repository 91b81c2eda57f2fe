using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2004: a queue whose flags or arguments its own type rules out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class QueueTypeAnalyzer : DeclarationAnalyzer
{
    private protected override DiagnosticDescriptor Rule => DurabilityRules.QueuePropertiesContradictType;

    private protected override IEnumerable<Finding> FindingsIn(DeclarationContext context)
    {
        var queue = context.Declaration;
        if (!queue.IsQueue)
            yield break;
        var contradictions = new Contradictions(queue, context.Options.Broker);
        var type = contradictions.Type;

        // What the client's defaults bring is one mistake, however many flags it is.
        foreach (var flags in contradictions.Flags.Where(queue.Site.Decides).GroupBy(queue.Site.LocationOf))
            yield return new Finding(flags.Key, queue.Subject, type!, FlagProblem(flags.First(), contradictions, queue));

        foreach (var entry in contradictions.Entries)
        {
            var problem = $"which takes no '{entry.Name}': the broker refuses it, '406 PRECONDITION_FAILED - {RefusalOf(entry.Name!, type!, context.Options.Broker)}'";
            yield return new Finding(entry.Syntax.GetLocation(), queue.Subject, type!, problem) { Entry = entry };
        }
    }

    private static string FlagProblem(ArgumentRole flag, Contradictions contradictions, Declaration queue)
    {
        if (contradictions.IsOrdinaryOnLavinMQ)
        {
            var end = flag switch
            {
                ArgumentRole.Durable => "the broker restarts",
                ArgumentRole.Exclusive => "its connection closes",
                _ => "its last consumer leaves",
            };
            return $"of which LavinMQ makes an ordinary queue: it is gone with all its messages when {end}";
        }

        return flag switch
        {
            ArgumentRole.Durable when !queue.Exclusive.IsTrue =>
                "which has to be durable: the broker refuses it, '406 PRECONDITION_FAILED - invalid property 'non-durable'' (RabbitMQ 4.3: 541 INTERNAL_ERROR, transient_nonexcl_queues)",
            ArgumentRole.Durable => "which has to be durable: the broker refuses it, '406 PRECONDITION_FAILED - invalid property 'non-durable''",
            ArgumentRole.Exclusive => "which cannot be exclusive: the broker refuses it, '406 PRECONDITION_FAILED - invalid property 'exclusive-owner''",
            _ => "which cannot be deleted automatically: the broker refuses it, '406 PRECONDITION_FAILED - invalid property 'auto-delete''",
        };
    }

    private static string RefusalOf(string argument, string type, Broker broker) =>
        broker == Broker.LavinMQ ? $"Argument {argument} not allowed for streams" : $"invalid arg '{argument}' … of queue type rabbit_{type}_queue";
}
