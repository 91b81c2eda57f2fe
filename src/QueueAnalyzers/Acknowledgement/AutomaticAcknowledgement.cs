using System.Collections.Immutable;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// What RMQ1001, RMQ1002 and RMQ1009 ask of a delivery that the broker forgets when it sends it. One mistake is one report:
/// where such a delivery is settled all the same, RMQ1009 speaks and the others are silent.
/// </summary>
internal static class AutomaticAcknowledgement
{
    /// <summary>The settle that the broker answers with 406, of a consumer or of a fetched message.</summary>
    /// <param name="context">A call of kind <see cref="CallKind.Consume"/> or <see cref="CallKind.Get"/> that acknowledges automatically.</param>
    /// <returns>
    /// The first settle that is surely of the delivery, else the first that may be, or <see langword="null"/> when there is none, or when it can be meant for other
    /// registrations of the same handler: those without automatic acknowledgement, or those of a flag that the handler asks.
    /// </returns>
    public static Settle? SettledAgain(CallSiteContext context)
    {
        var settles = context.Site.Call.Kind == CallKind.Get
            ? context.Compilation.Settlements.Of(context.Site.Call).Settles
            : HandlersOf(context).SelectMany(handler => context.Compilation.Settlements.Of(handler).Settles).ToImmutableArray();
        var settle = settles.FirstOrDefault(found => found.IsTraced) ?? settles.FirstOrDefault();
        return settle is not null
            && !AsksItsFlag(context)
            && Registrations.Of(context.Site, context.Compilation).AreAll(context.Compilation, acknowledgesAutomatically: true)
                ? settle
                : null;
    }

    /// <summary>Whether losing messages is what the queue is for: it dies with its connection, takes replies, or the user says so.</summary>
    public static bool MayLose(CallSiteContext context)
    {
        var queue = context.Site.Argument(ArgumentRole.Queue)?.Value;
        return context.Compilation.Queues.IsTemporary(queue)
            || context.Compilation.Queues.IsReplyQueue(queue)
            || context.Options.IsAtMostOnce(context.ConstantOf(ArgumentRole.Queue).Text);
    }

    /// <summary>Whether the code that handles the delivery asks the flag that decides on acknowledgement, and settles only when it should.</summary>
    private static bool AsksItsFlag(CallSiteContext context)
    {
        if (Operations.SymbolOf(context.Site.Call.Argument(ArgumentRole.AutoAck)?.Value) is not { } flag)
            return false;
        var code = context.Site.Call.Kind == CallKind.Get
            ? ImmutableArray.Create(Operations.RootOf(context.Site.Call.Invocation).Syntax)
            : HandlersOf(context).Select(handler => handler.Declaration).ToImmutableArray();
        return code.Any(handler => AcknowledgementFlag.IsAskedIn(handler, flag, context.Site.Call.Invocation.Syntax, context.Compilation));
    }

    private static ImmutableArray<DeliveryHandler> HandlersOf(CallSiteContext context) => context.Compilation.Consumers.HandlersOf(context.Site.Call).Handlers;
}
