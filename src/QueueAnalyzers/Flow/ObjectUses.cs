using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>What is done with an object in sight, under whatever names it has there.</summary>
internal sealed class ObjectUses
{
    public ObjectUses(
        ImmutableArray<IInvocationOperation> invocations,
        ImmutableArray<IMemberReferenceOperation> members,
        ImmutableArray<IArgumentOperation> arguments,
        bool isHandedOut)
    {
        Invocations = invocations;
        Members = members;
        Arguments = arguments;
        IsHandedOut = isHandedOut;
    }

    /// <summary>The methods that are called on it, extension methods of the client included.</summary>
    public ImmutableArray<IInvocationOperation> Invocations { get; }

    /// <summary>The properties, fields and events of it that are read, set or subscribed to.</summary>
    public ImmutableArray<IMemberReferenceOperation> Members { get; }

    /// <summary>Where it is passed to the client itself, to the constructor of a consumer for example.</summary>
    public ImmutableArray<IArgumentOperation> Arguments { get; }

    /// <summary>Whether code out of sight can get hold of it, so that there can be other uses.</summary>
    public bool IsHandedOut { get; }
}
