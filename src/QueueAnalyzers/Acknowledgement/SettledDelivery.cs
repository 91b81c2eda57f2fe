using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Code that gets deliveries and settles them, somewhere at least: what the rules on paths ask about.</summary>
internal abstract class SettledDelivery
{
    private protected SettledDelivery(Exploration paths) => Paths = paths;

    /// <summary>What becomes of the deliveries, path by path.</summary>
    public Exploration Paths { get; }

    /// <summary>The code.</summary>
    public abstract SyntaxNode Declaration { get; }

    /// <summary>Where to point at the code as a whole.</summary>
    public abstract Location Location { get; }

    /// <summary>The parameters and locals by which the code gets the message.</summary>
    public abstract IEnumerable<ISymbol> Message { get; }

    /// <summary>What the code knows of the message.</summary>
    public abstract DeliveryContent ContentIn(IOperation body);

    /// <summary>The handler that a registration brings to be judged, or what follows a fetch.</summary>
    /// <returns>The code, or <see langword="null"/> when there is nothing to judge.</returns>
    public static SettledDelivery? Of(CallSiteContext context) =>
        context.Site.Call.Kind == CallKind.Get ? SettledFetch.Of(context) : SettledHandler.Of(context);

    /// <summary>A settle that covers earlier deliveries too makes every "not here" uncertain.</summary>
    private protected static bool SettlesSeveral(Settle settle, QueueCompilation compilation) =>
        settle.Call.Argument(ArgumentRole.Multiple) is { } multiple && !compilation.Constants.Of(multiple.Value).IsFalse;
}
