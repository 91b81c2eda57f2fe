using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>A body that gets the delivery, with what has been read of it before any path is gone.</summary>
internal sealed class FollowedBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">The operation of a method, local function or lambda.</param>
    /// <param name="uses">Where it does something with the delivery.</param>
    /// <param name="fetch">Where it fetches the delivery, or <see langword="null"/> when it is given it.</param>
    public FollowedBody(IOperation body, DeliveryUses uses, Fetch? fetch = null)
    {
        Body = body;
        Uses = uses;
        Fetch = fetch;
        Enumerations = new EnumerationTests(body);
    }

    /// <summary>The operation of the method, local function or lambda.</summary>
    public IOperation Body { get; }

    /// <summary>Where the body does something with the delivery.</summary>
    public DeliveryUses Uses { get; }

    /// <summary>Where the body fetches the delivery, or <see langword="null"/> when it is given it.</summary>
    public Fetch? Fetch { get; }

    /// <summary>Whether one delivery may come to it more than once, by a call in a loop.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether one delivery may come to an operation of the body more than once.</summary>
    public bool Repeats(IOperation operation)
    {
        for (var around = operation.Parent; around is not null && around != Body; around = around.Parent)
        {
            if (around is ILoopOperation && Fetch?.IsIn(around) != true)
                return true;
        }

        return false;
    }

    /// <summary>Its comparisons with members of enumerations.</summary>
    public EnumerationTests Enumerations { get; }
}
