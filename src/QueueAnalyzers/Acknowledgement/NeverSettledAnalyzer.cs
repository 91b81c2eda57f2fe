using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1003: a consumer that promises to settle its deliveries and never does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NeverSettledAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsNeverSettled);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, JudgeConsumer);
        registration.OnCall(CallKind.Get, JudgeGet);
    }

    private static void JudgeConsumer(CallSiteContext context)
    {
        if (NeverSettledConsumer.Include(context) && Registrations.Of(context.Site, context.Compilation).IsFirst(context.Site))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsNeverSettled,
                context.Compilation.Consumers.HandlersOf(context.Site.Call).Handlers.Last().Location,
                context.Object(ArgumentRole.Queue, "queue"));
        }
    }

    private static void JudgeGet(CallSiteContext context)
    {
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsFalse)
            return;

        var fate = context.Compilation.Settlements.Of(context.Site.Call);
        if (fate.IsRead && fate.IsNeverSettled)
            context.Report(AcknowledgementRules.DeliveryIsNeverSettled, context.Site.NameLocation, context.Object(ArgumentRole.Queue, "queue"));
    }
}
