using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1016: a consumer that the broker refuses because it reads a stream.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamConsumerAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.StreamConsumerIsRefused);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, JudgeFlag);
        registration.OnCall(CallKind.Consume, JudgeLimit);
    }

    private static void JudgeFlag(CallSiteContext context)
    {
        if (context.ConstantOf(ArgumentRole.AutoAck).IsTrue && IsOnStream(context))
        {
            context.Report(
                AcknowledgementRules.StreamConsumerIsRefused,
                context.LocationOf(ArgumentRole.AutoAck),
                context.Subject(ArgumentRole.Queue, "queue"),
                context.Options.Broker == Broker.LavinMQ
                    ? "acknowledges automatically: the broker answers '406 PRECONDITION_FAILED - Stream consumers must acknowledge messages'"
                    : "acknowledges automatically: the broker answers '540 NOT_IMPLEMENTED' and closes the connection");
        }
    }

    private static void JudgeLimit(CallSiteContext context)
    {
        // LavinMQ has a limit of its own.
        if (context.Options.Broker != Broker.LavinMQ
            && !context.ConstantOf(ArgumentRole.AutoAck).IsTrue
            && IsOnStream(context)
            && PrefetchLimit.IsMissingOn(context.Site.Call, context.Compilation))
        {
            context.Report(
                AcknowledgementRules.StreamConsumerIsRefused,
                context.Site.NameLocation,
                context.Subject(ArgumentRole.Queue, "queue"),
                "has no prefetch limit: the broker answers '406 PRECONDITION_FAILED - consumer prefetch count is not set' and closes the channel");
        }
    }

    private static bool IsOnStream(CallSiteContext context) => context.Compilation.Queues.IsStream(context.Site.Argument(ArgumentRole.Queue)?.Value);
}
