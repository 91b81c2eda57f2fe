using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>A fetch without automatic acknowledgement whose messages are settled behind it.</summary>
internal sealed class SettledFetch : SettledDelivery
{
    private readonly ClientCall _get;
    private readonly IEnumerable<ISymbol> _holders;

    private SettledFetch(ClientCall get, IEnumerable<ISymbol> holders, Exploration paths, string queue)
        : base(paths, queue)
    {
        _get = get;
        _holders = holders;
    }

    /// <inheritdoc/>
    public override SyntaxNode Declaration => Operations.FunctionOf(_get.Invocation).Syntax;

    /// <inheritdoc/>
    public override Location Location => _get.NameLocation;

    /// <inheritdoc/>
    public override SyntaxNode? Rounds => RoundsOf(_get);

    /// <inheritdoc/>
    public override IEnumerable<ISymbol> Message => _holders;

    /// <inheritdoc/>
    public override DeliveryContent ContentIn(IOperation body) => new(_get.Invocation, body);

    /// <summary>The loop that fetches one message after the other, or <see langword="null"/> when one is fetched alone.</summary>
    public static SyntaxNode? RoundsOf(ClientCall get)
    {
        var function = Operations.FunctionOf(get.Invocation).Syntax;
        return get.Invocation.Syntax.Ancestors().TakeWhile(around => around != function).FirstOrDefault(Pauses.IsLoop);
    }

    /// <summary>The fetch to be judged.</summary>
    /// <returns>The fetch, or <see langword="null"/> when nobody settles its messages, or when they cannot be told from others.</returns>
    public static SettledFetch? Of(CallSiteContext context)
    {
        var get = context.Site.Call;
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsFalse)
            return null;
        var settles = context.Compilation.Settlements.Of(get).Settles;
        if (settles.IsEmpty || settles.Any(settle => SettlesSeveral(settle, context.Compilation)))
            return null;
        var paths = context.Compilation.Settlements.PathsOf(get);
        return paths.IsComplete && !paths.Settles.Any(found => SettlesSeveral(found.Settle, context.Compilation))
            ? new SettledFetch(get, context.Compilation.Settlements.HoldersOf(get), paths, context.Object(ArgumentRole.Queue, "queue"))
            : null;
    }
}
