using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1012: a rejection after which the message is nowhere.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedRejectionAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.RejectedDeliveryIsDiscarded);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.NegativelyAcknowledge, ArgumentRole.Requeue, Judge);
        registration.OnCallSite(CallKind.Reject, ArgumentRole.Requeue, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        if (context.ConstantOf(ArgumentRole.Requeue).IsFalse
            && DiscardedRejection.OriginOf(context.Site, context.Compilation) is { } origin
            && !context.Options.IsAtMostOnce(context.Compilation.Constants.Of(origin.Queue).Text)
            && DiscardedRejection.DeclarationWithout(origin.Queue, context.Compilation) is { } declaration)
        {
            context.Report(
                AcknowledgementRules.RejectedDeliveryIsDiscarded,
                context.LocationOf(ArgumentRole.Requeue),
                new[] { declaration.Site.NameLocation },
                origin.QueueIn(context.Compilation));
        }
    }
}
