using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1009: a delivery that the broker has forgotten is settled, and the channel is closed for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettledAgainAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.AutomaticallyAcknowledgedDeliveryIsSettledAgain);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, Judge);
        registration.OnCallSite(CallKind.Get, ArgumentRole.AutoAck, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        // However many consumers share the handler, it is wrong once.
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsTrue
            || AutomaticAcknowledgement.SettledAgain(context) is not { IsTraced: true } settle
            || context.Compilation.Queues.IsStream(context.Site.Argument(ArgumentRole.Queue)?.Value)
            || !Registrations.Of(context.Site, context.Compilation).IsFirst(context.Site))
            return;

        var place = ClientCall.PlaceOf(settle.InHandler);
        var inHelper = settle.InHandler == settle.Call.Invocation ? ImmutableArray<Location>.Empty : ImmutableArray.Create(settle.Call.NameLocation);
        context.Report(
            AcknowledgementRules.AutomaticallyAcknowledgedDeliveryIsSettledAgain, place, inHelper, context.Object(ArgumentRole.Queue, "queue"));
    }
}
