using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Follows a delivery from where it arrives to everything that is done with it: whether it is settled, in the handler or in
/// the methods it calls, whether it escapes to where the analysis cannot see, and whether it is read at all. The order of
/// things is not looked at: this answers "never", not "not on this path".
/// </summary>
internal sealed class Settlements
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<IParameterSymbol, DeliveryFate> _fates = new(SymbolEqualityComparer.Default);

    public Settlements(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>What becomes of the deliveries of a handler.</summary>
    public DeliveryFate Of(DeliveryHandler handler) => _fates.GetOrAdd(handler.Delivery, _ =>
    {
        if (_compilation.OperationOf(handler.Declaration) is not { } body)
            return DeliveryFate.Unknown;
        var trace = new DeliveryTrace(_compilation);
        trace.FollowHandler(body, handler.Delivery);
        return trace.Fate;
    });

    /// <summary>What becomes of a delivery that a call fetches.</summary>
    /// <param name="get">A call of kind <see cref="CallKind.Get"/>.</param>
    public DeliveryFate Of(ClientCall get)
    {
        var trace = new DeliveryTrace(_compilation);
        trace.FollowValue(get.Invocation);
        return trace.Fate;
    }
}

/// <summary>What becomes of a delivery.</summary>
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
internal sealed record Settle(ClientCall Call, IInvocationOperation InHandler);
