using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1001: a consumer whose messages count as done when they are sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AutomaticConsumerAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.ConsumerAcknowledgesAutomatically);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (context.ConstantOf(ArgumentRole.AutoAck).IsTrue
            && !AutomaticAcknowledgement.MayLose(context)
            && !context.Compilation.Queues.IsStream(context.Site.Argument(ArgumentRole.Queue)?.Value)
            && AutomaticAcknowledgement.SettledAgain(context) is null)
        {
            context.Report(
                AcknowledgementRules.ConsumerAcknowledgesAutomatically,
                context.LocationOf(ArgumentRole.AutoAck),
                context.Subject(ArgumentRole.Queue, "queue"));
        }
    }
}
