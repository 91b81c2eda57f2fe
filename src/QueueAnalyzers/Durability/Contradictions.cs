using System.Collections.Immutable;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Durability;

/// <summary>What a declaration says that its own <c>x-queue-type</c> rules out.</summary>
internal sealed class Contradictions
{
    private readonly Declaration _queue;
    private readonly Broker _broker;

    public Contradictions(Declaration queue, Broker broker)
    {
        _queue = queue;
        _broker = broker;
    }

    /// <summary>The type of queue as it is written; <see langword="null"/> when there is none in sight that rules anything out.</summary>
    public string? Type => _queue.MayBePassive ? null : _queue.QueueType.Text;

    /// <summary>Whether LavinMQ makes an ordinary queue of it: it knows no other types than classic queues and streams, and accepts any word.</summary>
    public bool IsOrdinaryOnLavinMQ => _broker == Broker.LavinMQ && Type is not (null or "stream");

    /// <summary>The flags that a queue of its type cannot have.</summary>
    public IEnumerable<ArgumentRole> Flags
    {
        get
        {
            if (Type is not ("quorum" or "stream") && !(IsOrdinaryOnLavinMQ && Type != "classic"))
                yield break;
            if (_queue.Durable.IsFalse)
                yield return ArgumentRole.Durable;
            if (_queue.Exclusive.IsTrue)
                yield return ArgumentRole.Exclusive;
            if (_queue.AutoDelete.IsTrue)
                yield return ArgumentRole.AutoDelete;
        }
    }

    /// <summary>The arguments that the broker refuses on a queue of its type.</summary>
    public IEnumerable<ArgumentEntry> Entries => RefusedAs(Type) is not QueueTypes.None and var type
        ? _queue.Arguments.Entries.Where(entry => IsRefused(entry, type))
        : ImmutableArray<ArgumentEntry>.Empty;

    /// <summary>Whether an entry is among those that are refused.</summary>
    public bool Include(ArgumentEntry entry) => RefusedAs(Type) is not QueueTypes.None and var type && IsRefused(entry, type);

    private bool IsRefused(ArgumentEntry entry, QueueTypes type) =>
        entry.Name is not null && KnownArguments.Find(ArgumentHolder.Queue, entry.Name) is { } known && (known.RefusedBy(_broker) & type) != 0;

    private QueueTypes RefusedAs(string? type) => type switch
    {
        "quorum" when !IsOrdinaryOnLavinMQ => QueueTypes.Quorum,
        "stream" => QueueTypes.Stream,
        "classic" => QueueTypes.Classic,
        _ => QueueTypes.None,
    };
}
