using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Finds back from a settle to the consumers and fetches whose deliveries it settles. A settle of a delivery that comes from
/// out of sight has no origin: what its handler does is unknown.
/// </summary>
internal sealed class DeliveryOrigins
{
    private readonly QueueCompilation _compilation;
    private readonly Once<ILookup<SyntaxNode, DeliveryOrigin>> _bySettle;

    public DeliveryOrigins(QueueCompilation compilation)
    {
        _compilation = compilation;
        _bySettle = new(() => Find().ToLookup(origin => origin.Settle.Call.Invocation.Syntax));
    }

    /// <summary>Where the delivery comes from that a call settles, once for each registration of its handler, or fetch.</summary>
    /// <param name="settle">A call that settles.</param>
    public IEnumerable<DeliveryOrigin> Of(ClientCall settle) => _bySettle.Value[settle.Invocation.Syntax];

    /// <summary>Where the delivery comes from that a call site settles: for a wrapper's caller only what reaches that caller.</summary>
    public IEnumerable<DeliveryOrigin> Of(CallSite settle) =>
        settle.IsDirect ? Of(settle.Call) : Of(settle.Call).Where(origin => origin.Code.Contains(settle.Invocation.Syntax));

    private IEnumerable<DeliveryOrigin> Find()
    {
        foreach (var handler in _compilation.Handlers.All)
        {
            var code = new Once<HandlerCode>(() => HandlerCode.Of(_compilation.OperationOf(handler.Declaration), _compilation));
            var consumes = _compilation.Handlers.ConsumesOf(handler).DefaultIfEmpty();
            foreach (var settle in _compilation.Settlements.Of(handler).Settles)
            {
                foreach (var consume in consumes)
                    yield return new DeliveryOrigin(consume, handler, settle, code);
            }
        }

        foreach (var get in _compilation.Calls.All.Where(call => call.Kind == CallKind.Get))
        {
            var code = new Once<HandlerCode>(() => HandlerCode.Of(Operations.RootOf(get.Invocation), _compilation));
            foreach (var settle in _compilation.Settlements.Of(get).Settles)
                yield return new DeliveryOrigin(get, null, settle, code);
        }
    }
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
