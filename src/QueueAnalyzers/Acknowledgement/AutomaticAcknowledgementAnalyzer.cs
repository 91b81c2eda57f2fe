using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// RMQ1001, RMQ1002 and RMQ1009: deliveries that the broker forgets when it sends them. One analyzer, because a delivery
/// that is settled all the same is the more specific mistake and is reported instead.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AutomaticAcknowledgementAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        AcknowledgementRules.ConsumerAcknowledgesAutomatically,
        AcknowledgementRules.MessageIsFetchedWithAutomaticAcknowledgement,
        AcknowledgementRules.AutomaticallyAcknowledgedDeliveryIsSettledAgain);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, JudgeConsumer);
        registration.OnCallSite(CallKind.Get, ArgumentRole.AutoAck, JudgeGet);
    }

    private static void JudgeConsumer(CallSiteContext context)
    {
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsTrue)
            return;

        var handlers = context.Compilation.Consumers.HandlersOf(context.Site.Call);
        var settles = handlers.Handlers.SelectMany(handler => context.Compilation.Settlements.Of(handler).Settles).ToImmutableArray();
        var registrations = Registrations.Of(context.Site, context.Compilation);
        if (!settles.IsEmpty && registrations.AreAll(context.Compilation, acknowledgesAutomatically: true) && !IsGuarded(context, handlers))
        {
            if (registrations.IsFirst(context.Site))
                ReportSettle(context, settles[0]);
        }
        else if (!MayLose(context))
        {
            context.Report(AcknowledgementRules.ConsumerAcknowledgesAutomatically, context.LocationOf(ArgumentRole.AutoAck), context.Subject(ArgumentRole.Queue, "queue"));
        }
    }

    private static void JudgeGet(CallSiteContext context)
    {
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsTrue)
            return;

        var fate = context.Compilation.Settlements.Of(context.Site.Call);
        if (context.Site.IsDirect && !fate.Settles.IsEmpty)
            ReportSettle(context, fate.Settles[0]);
        else if (fate.IsRead && !MayLose(context))
            context.Report(AcknowledgementRules.MessageIsFetchedWithAutomaticAcknowledgement, context.LocationOf(ArgumentRole.AutoAck), context.Object(ArgumentRole.Queue, "queue"));
    }

    private static void ReportSettle(CallSiteContext context, Settle settle)
    {
        var place = ClientCall.NameOf(settle.InHandler.Syntax)?.GetLocation() ?? settle.InHandler.Syntax.GetLocation();
        var inHelper = settle.InHandler == settle.Call.Invocation ? ImmutableArray<Location>.Empty : ImmutableArray.Create(settle.Call.NameLocation);
        context.Report(AcknowledgementRules.AutomaticallyAcknowledgedDeliveryIsSettledAgain, place, inHelper, context.Object(ArgumentRole.Queue, "queue"));
    }

    /// <summary>Whether the handler asks the flag that decides on acknowledgement, and settles only when it should.</summary>
    private static bool IsGuarded(CallSiteContext context, ConsumerHandlers handlers) =>
        Operations.SymbolOf(context.Site.Call.Argument(ArgumentRole.AutoAck)?.Value) is { } flag
        && handlers.Handlers.Any(handler => AcknowledgementFlag.IsAskedIn(handler.Declaration, flag, context.Compilation));

    private static bool MayLose(CallSiteContext context)
    {
        var queue = context.Site.Argument(ArgumentRole.Queue)?.Value;
        return context.Compilation.Queues.IsTemporary(queue)
            || context.Compilation.Queues.IsReplyQueue(queue)
            || context.Options.IsAtMostOnce(context.ConstantOf(ArgumentRole.Queue).Text);
    }
}
