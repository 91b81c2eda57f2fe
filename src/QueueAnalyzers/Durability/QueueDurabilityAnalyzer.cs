using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2001: a named queue that does not survive a restart of the broker.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class QueueDurabilityAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DurabilityRules.QueueIsNotDurable);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.DeclareQueue, ArgumentRole.Durable, Judge);

    private static void Judge(CallSiteContext context)
    {
        var queue = new Declaration(context.Site, context.Compilation);
        if (queue.Durable.IsFalse
            && !queue.MayBePassive && !queue.IsNamedByBroker && !queue.IsTemporary && !queue.MayBeTemporary
            && !context.Options.IsAtMostOnce(queue.Name.Text)
            && !new Contradictions(queue, context.Options.Broker).Flags.Contains(ArgumentRole.Durable))
        {
            context.Report(
                DurabilityRules.QueueIsNotDurable,
                context.LocationOf(ArgumentRole.Durable),
                context.Subject(ArgumentRole.Queue, "queue"),
                WorseThanRestart(queue, context.Options.Broker));
        }
    }

    private static string WorseThanRestart(Declaration queue, Broker broker)
    {
        // The broker permits what it deletes with the connection anyway.
        if (queue.IsExclusiveByDefault)
            return ", and already when its connection closes, because exclusive: true is the default here";
        return broker == Broker.LavinMQ ? string.Empty : " (RabbitMQ 4.3 refuses it: 541 INTERNAL_ERROR, transient_nonexcl_queues)";
    }
}
