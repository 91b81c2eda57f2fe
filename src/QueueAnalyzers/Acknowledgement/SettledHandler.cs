using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The one handler of a consumer without automatic acknowledgement that settles its deliveries: what the rules on paths ask about.</summary>
internal sealed class SettledHandler : SettledDelivery
{
    private SettledHandler(DeliveryHandler handler, DeliveryFate fate, Exploration paths)
        : base(paths)
    {
        Handler = handler;
        Fate = fate;
    }

    /// <summary>The handler.</summary>
    public DeliveryHandler Handler { get; }

    /// <summary>What becomes of its deliveries, over all paths.</summary>
    public DeliveryFate Fate { get; }

    /// <inheritdoc/>
    public override SyntaxNode Declaration => Handler.Declaration;

    /// <inheritdoc/>
    public override Location Location => Handler.Location;

    /// <inheritdoc/>
    public override IEnumerable<ISymbol> Message => WorkAfterSettle.MessageOf(Handler);

    /// <inheritdoc/>
    public override DeliveryContent ContentIn(IOperation body) => new(Handler, body);

    /// <summary>The handler that a registration brings to be judged.</summary>
    /// <returns>
    /// The handler, or <see langword="null"/> when it is not the only one, when it never settles or cannot be explored, when some
    /// registration of it may acknowledge automatically, or when another registration has already brought it.
    /// </returns>
    public static new SettledHandler? Of(CallSiteContext context)
    {
        // Direct reply-to refuses such a consumer; RMQ1015 says so.
        if (QueueNames.IsReplyPseudoQueue(context.ConstantOf(ArgumentRole.Queue).Text))
            return null;

        var handlers = context.Compilation.Consumers.HandlersOf(context.Site.Call);
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsFalse || !handlers.AreAll || handlers.Handlers.Length != 1)
            return null;

        var handler = handlers.Handlers[0];
        var fate = context.Compilation.Settlements.Of(handler);
        if (fate.Settles.IsEmpty || fate.Settles.Any(settle => SettlesSeveral(settle, context.Compilation)))
            return null;

        var registrations = Registrations.Of(context.Site, context.Compilation);
        var paths = context.Compilation.Settlements.PathsOf(handler);
        return paths.IsComplete && registrations.AreAll(context.Compilation, acknowledgesAutomatically: false) && registrations.IsFirst(context.Site)
            ? new SettledHandler(handler, fate, paths)
            : null;
    }
}
