using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1018: an acknowledgement of one delivery that takes along others which nobody has finished.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CoveringAcknowledgementAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.AcknowledgementCoversOthers);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, JudgeConsumer);
        registration.OnCall(CallKind.Get, JudgeFetch);
    }

    private static void JudgeConsumer(CallSiteContext context)
    {
        var compilation = context.Compilation;
        var handlers = compilation.Consumers.HandlersOf(context.Site.Call).Handlers;
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsFalse || handlers.IsEmpty || !Registrations.Of(context.Site, compilation).IsFirst(context.Site))
            return;

        foreach (var handler in handlers)
            Judge(compilation.Settlements.Of(handler), () => ReasonFor(handler, context), context);
    }

    private static void JudgeFetch(CallSiteContext context)
    {
        // Nobody works on other messages where one is fetched alone.
        var get = context.Site.Call;
        if (context.ConstantOf(ArgumentRole.AutoAck).IsFalse && SettledFetch.RoundsOf(get) is not null)
            Judge(context.Compilation.Settlements.Of(get), () => ReasonFor(get, context.Compilation), context);
    }

    private static void Judge(DeliveryFate fate, Func<string?> reason, CallSiteContext context)
    {
        // A tag that is not the delivery's own, but the last of a batch, say, is another matter.
        var covering = fate.Settles
            .Where(settle => settle.IsTraced && settle.Call.Argument(ArgumentRole.Multiple) is { } multiple && context.Compilation.Constants.Of(multiple.Value).IsTrue)
            .ToList();
        if (covering.Count == 0 || reason() is not { } others)
            return;
        foreach (var settle in covering)
        {
            var multiple = settle.Call.Argument(ArgumentRole.Multiple)!;
            context.Report(
                AcknowledgementRules.AcknowledgementCoversOthers,
                multiple.IsWritten ? multiple.Syntax.GetLocation() : settle.Call.NameLocation,
                context.Object(ArgumentRole.Queue, "queue"),
                others);
        }
    }

    /// <summary>Why other deliveries are still processed when the handler settles its own, or <see langword="null"/>.</summary>
    private static string? ReasonFor(DeliveryHandler handler, CallSiteContext context)
    {
        if (DispatchConcurrency.Of(context.Site.Call, context.Compilation) is > 1 and var number)
            return string.Format(CultureInfo.InvariantCulture, "{0} are handled at a time", number);
        return ReasonFor(WorkAfterSettle.In(handler, context.Compilation));
    }

    private static string? ReasonFor(ClientCall get, QueueCompilation compilation) =>
        ReasonFor(WorkAfterSettle.In(Operations.FunctionOf(get.Invocation).Syntax, compilation.Settlements.HoldersOf(get), compilation));

    private static string? ReasonFor(WorkAfterSettle? work) => work?.HasUnawaited() == true ? "work on them goes on that nobody waits for" : null;
}
