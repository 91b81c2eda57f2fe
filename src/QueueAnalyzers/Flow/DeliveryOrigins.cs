using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Finds back from a settle to the consumers and fetches whose deliveries it settles. A settle of a delivery that comes from
/// out of sight has no origin: what its handler does is unknown. Only handlers and fetches are followed that may come to the
/// settle, by the names of the methods around it.
/// </summary>
internal sealed class DeliveryOrigins
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<DeliveryOrigin>> _ofSettles = new();

    public DeliveryOrigins(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Where the delivery comes from that a call settles, once for each registration of its handler, or fetch.</summary>
    /// <param name="settle">A call that settles.</param>
    public ImmutableArray<DeliveryOrigin> Of(ClientCall settle) => _ofSettles.GetOrAdd(settle.Invocation.Syntax, unseen => Find(unseen).ToImmutableArray());

    /// <summary>Where the delivery comes from that a call site settles: for a wrapper's caller only what reaches that caller.</summary>
    public IEnumerable<DeliveryOrigin> Of(CallSite settle) =>
        settle.IsDirect ? Of(settle.Call) : Of(settle.Call).Where(origin => origin.Code.Contains(settle.Invocation.Syntax));

    private IEnumerable<DeliveryOrigin> Find(SyntaxNode settle)
    {
        var places = PlacesOf(settle).ToLookup(place => place.SyntaxTree);
        var trees = _compilation.Trees.Where(places.Contains).ToImmutableArray();
        foreach (var handler in trees.SelectMany(_compilation.Handlers.In))
        {
            if (!places[handler.Declaration.SyntaxTree].Any(place => handler.Declaration.Span.Contains(place.Span)))
                continue;
            foreach (var found in _compilation.Settlements.Of(handler).Settles.Where(IsMeant))
            {
                var code = new Once<HandlerCode>(() => HandlerCode.Of(_compilation.OperationOf(handler.Declaration), _compilation));
                foreach (var consume in _compilation.Handlers.ConsumesOf(handler).DefaultIfEmpty())
                    yield return new DeliveryOrigin(consume, handler, found, code);
            }
        }

        foreach (var tree in trees)
        {
            var members = places[tree].Select(Functions.MemberAround).ToImmutableHashSet();
            foreach (var get in _compilation.Calls.In(tree, CallKind.Get, get => members.Contains(Functions.MemberAround(get))))
            {
                foreach (var found in _compilation.Settlements.Of(get).Settles.Where(IsMeant))
                    yield return new DeliveryOrigin(get, null, found, new Once<HandlerCode>(() => HandlerCode.Of(Operations.RootOf(get.Invocation), _compilation)));
            }
        }

        bool IsMeant(Settle found) => found.Call.Invocation.Syntax == settle;
    }

    /// <summary>The settle, and all places that may call a method that makes it with a delivery, by name alone.</summary>
    private IEnumerable<SyntaxNode> PlacesOf(SyntaxNode settle)
    {
        var found = new List<SyntaxNode> { settle };
        var names = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<SyntaxNode> level = found.ToImmutableArray();
        for (var depth = 0; depth < Settlements.MaxDepth; depth++)
        {
            var next = level.SelectMany(NamedFunction.Around).Where(MayBeGivenADelivery).Select(function => function.Name).Where(names.Add).ToImmutableArray();
            if (next.IsEmpty)
                break;
            level = _compilation.Callers.Named(next).ToImmutableArray();
            found.AddRange(level);
        }

        return found;
    }

    private bool MayBeGivenADelivery(NamedFunction function) =>
        _compilation.ModelOf(function.Declaration.SyntaxTree).GetDeclaredSymbol(function.Declaration, Cancellation.Token) is not IMethodSymbol method
        || DeliveryTypes.MayReach(method, _compilation.Client);
}

/// <summary>Where a delivery comes from that is settled.</summary>
internal sealed class DeliveryOrigin
{
    private readonly Once<HandlerCode> _code;

    public DeliveryOrigin(ClientCall? call, DeliveryHandler? handler, Settle settle, Once<HandlerCode> code)
    {
        Call = call;
        Handler = handler;
        Settle = settle;
        _code = code;
    }

    /// <summary>The call that consumes or fetches; <see langword="null"/> when nobody in sight registers the handler.</summary>
    public ClientCall? Call { get; }

    /// <summary>The handler; <see langword="null"/> for a fetch, whose handler is the code that follows it.</summary>
    public DeliveryHandler? Handler { get; }

    /// <summary>The settle.</summary>
    public Settle Settle { get; }

    /// <summary>The code that handles the delivery.</summary>
    public HandlerCode Code => _code.Value;

    /// <summary>The value that names the queue.</summary>
    public IOperation? Queue => Call?.Argument(ArgumentRole.Queue)?.Value;

    /// <summary>The queue inside a sentence: <c>queue 'orders'</c>, or <c>the queue</c> when its name is not constant.</summary>
    public string QueueIn(QueueCompilation compilation) => compilation.Constants.Of(Queue).Text is { Length: > 0 } name ? $"queue '{name}'" : "the queue";

    /// <summary>Whether the broker forgets the delivery when it sends it, so that settling it is the mistake.</summary>
    public bool IsAutomatic(QueueCompilation compilation) => compilation.Constants.Of(Call?.Argument(ArgumentRole.AutoAck)?.Value).IsTrue;
}
