using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1002: a fetched message that has left the queue before anybody has seen it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AutomaticGetAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.MessageIsFetchedWithAutomaticAcknowledgement);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.Get, ArgumentRole.AutoAck, Judge);

    private static void Judge(CallSiteContext context)
    {
        // A message that nobody reads is thrown away on purpose: a purge, or a look at whether the queue is empty.
        if (context.ConstantOf(ArgumentRole.AutoAck).IsTrue
            && context.Compilation.Settlements.Of(context.Site.Call).IsRead
            && !AutomaticAcknowledgement.MayLose(context)
            && AutomaticAcknowledgement.SettledAgain(context) is null)
        {
            context.Report(
                AcknowledgementRules.MessageIsFetchedWithAutomaticAcknowledgement,
                context.LocationOf(ArgumentRole.AutoAck),
                context.Object(ArgumentRole.Queue, "queue"));
        }
    }
}
