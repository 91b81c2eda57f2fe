using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The one handler of a consumer, as far as can be seen, that settles its deliveries: what the rules on paths ask about.</summary>
internal sealed class SettledHandler : SettledDelivery
{
    private SettledHandler(DeliveryHandler handler, DeliveryFate fate, Exploration paths, string queue)
        : base(paths, queue)
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

    /// <summary>The handler to be judged, whoever registers it: who settles tells that the broker waits for it.</summary>
    /// <returns>
    /// The handler, or <see langword="null"/> when another one gets the same deliveries, when it never settles or cannot be explored, or
    /// when some registration of it may acknowledge automatically.
    /// </returns>
    public static SettledHandler? Of(DeliveryHandler handler, QueueCompilation compilation)
    {
        var fate = compilation.Settlements.Of(handler);
        if (fate.Settles.IsEmpty || fate.Settles.Any(settle => SettlesSeveral(settle, compilation)) || !compilation.Handlers.IsAlone(handler))
            return null;

        // Direct reply-to refuses such a consumer; RMQ1015 says so.
        var registrations = Registrations.Of(handler, compilation);
        if (registrations.TakeReplies(compilation) || !registrations.AreAll(compilation, acknowledgesAutomatically: false))
            return null;

        var paths = compilation.Settlements.PathsOf(handler);
        return paths.IsComplete ? new SettledHandler(handler, fate, paths, registrations.QueueIn(compilation)) : null;
    }
}
