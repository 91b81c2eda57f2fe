using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1011: a delivery that always fails goes round and round.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnlimitedRequeueAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.FailureIsRequeuedWithoutLimit);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.NegativelyAcknowledge, ArgumentRole.Requeue, Judge);
        registration.OnCallSite(CallKind.Reject, ArgumentRole.Requeue, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        if (UnlimitedRequeue.OriginOf(context.Site, context.Compilation, context.Options.Broker) is { } origin)
        {
            context.Report(
                AcknowledgementRules.FailureIsRequeuedWithoutLimit,
                context.LocationOf(ArgumentRole.Requeue),
                origin.QueueIn(context.Compilation));
        }
    }
}
