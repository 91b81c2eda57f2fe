using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Code that gets deliveries and settles them, somewhere at least: what the rules on paths ask about.</summary>
internal abstract class SettledDelivery
{
    private protected SettledDelivery(Exploration paths, string queue)
    {
        Paths = paths;
        Queue = queue;
    }

    /// <summary>The queue inside a sentence: <c>queue 'orders'</c>, or <c>the queue</c> when its name is not constant or not in sight.</summary>
    public string Queue { get; }

    /// <summary>What becomes of the deliveries, path by path.</summary>
    public Exploration Paths { get; }

    /// <summary>The code.</summary>
    public abstract SyntaxNode Declaration { get; }

    /// <summary>Where to point at the code as a whole.</summary>
    public abstract Location Location { get; }

    /// <summary>The loop that brings one delivery after the other, or <see langword="null"/> when the code is given each.</summary>
    public virtual SyntaxNode? Rounds => null;

    /// <summary>The parameters and locals by which the code gets the message.</summary>
    public abstract IEnumerable<ISymbol> Message { get; }

    /// <summary>What the code knows of the message.</summary>
    public abstract DeliveryContent ContentIn(IOperation body);

    /// <summary>A settle that covers earlier deliveries too makes every "not here" uncertain.</summary>
    private protected static bool SettlesSeveral(Settle settle, QueueCompilation compilation) =>
        settle.Call.Argument(ArgumentRole.Multiple) is { } multiple && !compilation.Constants.Of(multiple.Value).IsFalse;
}
