using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Knows what becomes of deliveries: over all that a handler and the methods it calls do with them, and path by path. Each
/// handler is followed once and explored once, whoever asks.
/// </summary>
internal sealed class Settlements
{
    /// <summary>Through how many methods a delivery is followed. Handlers call methods that call methods; real code needs three.</summary>
    public const int MaxDepth = 4;

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<IParameterSymbol, DeliveryFate> _fates = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, Exploration> _fetches = new();
    private readonly ConcurrentDictionary<IParameterSymbol, Exploration> _explorations = new(SymbolEqualityComparer.Default);

    public Settlements(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>What becomes of the deliveries of a handler.</summary>
    public DeliveryFate Of(DeliveryHandler handler) =>
        _fates.GetOrAdd(handler.Delivery, _ => UsesOf(handler) is { } uses ? FateOf(uses) : DeliveryFate.Unknown);

    /// <summary>What becomes of a delivery that a call fetches.</summary>
    /// <param name="get">A call of kind <see cref="CallKind.Get"/>.</param>
    public DeliveryFate Of(ClientCall get) => FateOf(TraceOf(get).Uses);

    /// <summary>The paths of the deliveries of a handler.</summary>
    public Exploration PathsOf(DeliveryHandler handler) => _explorations.GetOrAdd(handler.Delivery, _ =>
        UsesOf(handler) is { } uses && _compilation.OperationOf(handler.Declaration) is { } body
            ? new PathExplorer(_compilation).Explore(new FollowedBody(body, uses))
            : Exploration.Unknown);

    /// <summary>The paths of the deliveries that a call fetches, from the call to where the next one is fetched or its function ends.</summary>
    /// <param name="get">A call of kind <see cref="CallKind.Get"/>.</param>
    public Exploration PathsOf(ClientCall get) => _fetches.GetOrAdd(get.Invocation.Syntax, _ =>
    {
        var body = Operations.FunctionOf(get.Invocation);
        var trace = TraceOf(get);
        trace.TakeEverySettle(body);
        return Fetch.Of(get.Invocation, trace.Followed, body, _compilation) is { } fetch
            ? new PathExplorer(_compilation).Explore(new FollowedBody(body, trace.Uses, fetch))
            : Exploration.Unknown;
    });

    /// <summary>The locals that hold what a call fetches.</summary>
    /// <param name="get">A call of kind <see cref="CallKind.Get"/>.</param>
    public IEnumerable<ISymbol> HoldersOf(ClientCall get) => TraceOf(get).Followed;

    private DeliveryTrace TraceOf(ClientCall get)
    {
        var trace = new DeliveryTrace(_compilation);
        trace.FollowValue(get.Invocation);
        return trace;
    }

    private DeliveryUses? UsesOf(DeliveryHandler handler)
    {
        if (_compilation.OperationOf(handler.Declaration) is not { } body)
            return null;
        var trace = new DeliveryTrace(_compilation);
        trace.Follow(body, DeliveryHolders.Of(handler.Delivery, DeliveryForm.Itself));
        trace.TakeEverySettle(body);
        return trace.Uses;
    }

    private DeliveryFate FateOf(DeliveryUses uses)
    {
        var settles = new List<Settle>();
        var visited = new HashSet<(SyntaxNode, DeliveryHolders)>();
        bool escapes = false, isRead = false;
        Take(uses, caller: null, depth: 0);
        return new DeliveryFate(
            settles.OrderBy(settle => settle.InHandler.Syntax.SpanStart).ToImmutableArray(), escapes, isRead || escapes);

        void Take(DeliveryUses body, IInvocationOperation? caller, int depth)
        {
            escapes |= body.Escapes;
            isRead |= body.IsRead;
            foreach (var settle in body.Settles)
            {
                var found = settle with { InHandler = caller ?? settle.InHandler };
                var known = settles.FindIndex(other => other.Call.Invocation.Syntax == settle.Call.Invocation.Syntax);
                if (known < 0)
                    settles.Add(found);
                // A local function may know by a parameter what its handler cannot be sure of.
                else if (found.IsTraced && !settles[known].IsTraced)
                    settles[known] = found;
            }

            foreach (var handOn in body.HandOns)
            {
                if (depth == MaxDepth)
                    escapes = true;
                else if (visited.Add(handOn.Key))
                    Take(handOn.UsesIn(_compilation), caller ?? handOn.Invocation, depth + 1);
            }
        }
    }
}

/// <summary>What becomes of a delivery, over all paths.</summary>
internal sealed class DeliveryFate
{
    /// <summary>The fate of a delivery whose handler cannot be read.</summary>
    public static readonly DeliveryFate Unknown = new(ImmutableArray<Settle>.Empty, escapes: true, isRead: true);

    public DeliveryFate(ImmutableArray<Settle> settles, bool escapes, bool isRead)
    {
        Settles = settles;
        Escapes = escapes;
        IsRead = isRead;
    }

    /// <summary>The calls that settle it, in the order of the source.</summary>
    public ImmutableArray<Settle> Settles { get; }

    /// <summary>Whether it goes where the analysis cannot see, so that somebody else may settle it.</summary>
    public bool Escapes { get; }

    /// <summary>Whether anybody looks at its content.</summary>
    public bool IsRead { get; }

    /// <summary>Whether it is certain that nobody settles it.</summary>
    public bool IsNeverSettled => Settles.IsEmpty && !Escapes;
}

/// <summary>A call that settles a delivery.</summary>
/// <param name="Call">The call of the client.</param>
/// <param name="InHandler">Where the handler does it: the call itself, or the handler's call of the method in which it stands.</param>
/// <param name="IsTraced">Whether its tag is surely that of the delivery. Else it is taken for it where that keeps a rule silent.</param>
internal sealed record Settle(ClientCall Call, IInvocationOperation InHandler, bool IsTraced);
