using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>What the properties of a message say about a restart of the broker.</summary>
internal enum Persistence
{
    /// <summary>It cannot be seen.</summary>
    Unknown,

    /// <summary>Nobody marks the message: it is transient because that is what a message is if nothing is said.</summary>
    Transient,

    /// <summary>The message is marked as transient, on purpose.</summary>
    MarkedTransient,

    /// <summary>The message is marked as persistent, on some path at least.</summary>
    Persistent,
}

/// <summary>What is known of the properties that a publish is given.</summary>
internal sealed class MessageProperties
{
    public MessageProperties(Persistence persistence, ImmutableArray<IOperation> origins, ImmutableArray<IOperation> transientMarks)
    {
        Persistence = persistence;
        Origins = origins;
        TransientMarks = transientMarks;
    }

    /// <summary>What they say about a restart of the broker.</summary>
    public Persistence Persistence { get; }

    /// <summary>Where they come from: creations, and values that are null. Empty when the publish takes no properties at all.</summary>
    public ImmutableArray<IOperation> Origins { get; }

    /// <summary>The values that mark them as transient.</summary>
    public ImmutableArray<IOperation> TransientMarks { get; }

    /// <summary>Follows the properties of a publish back to where they are made, and to everything that is done with them.</summary>
    /// <param name="publish">A call of kind <see cref="CallKind.Publish"/> or <see cref="CallKind.AddToBatch"/>.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <param name="persistentMethods">Documentation ids of methods that give or make persistent properties.</param>
    public static MessageProperties Of(ClientCall publish, QueueCompilation compilation, ImmutableArray<string> persistentMethods)
    {
        if (publish.Argument(ArgumentRole.Properties) is not { } properties)
            return new MessageProperties(Persistence.Transient, ImmutableArray<IOperation>.Empty, ImmutableArray<IOperation>.Empty);

        var trace = new PropertiesTrace(compilation, persistentMethods);
        trace.FollowBack(properties.Value);
        return trace.Properties;
    }
}
