using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>A body that gets the delivery, with what has been read of it before any path is gone.</summary>
internal sealed class FollowedBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">The operation of a method, local function or lambda.</param>
    /// <param name="uses">Where it does something with the delivery.</param>
    public FollowedBody(IOperation body, DeliveryUses uses)
    {
        Body = body;
        Uses = uses;
        Enumerations = new EnumerationTests(body);
    }

    /// <summary>The operation of the method, local function or lambda.</summary>
    public IOperation Body { get; }

    /// <summary>Where the body does something with the delivery.</summary>
    public DeliveryUses Uses { get; }

    /// <summary>Its comparisons with members of enumerations.</summary>
    public EnumerationTests Enumerations { get; }
}
