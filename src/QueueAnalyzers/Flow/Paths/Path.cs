using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// One way through a handler up to a point: what has become of the delivery, and what the way has told on it. Ways that agree
/// in all of this go on as one.
/// </summary>
/// <param name="State">What has become of the delivery.</param>
/// <param name="Settle">The first settle on the way.</param>
/// <param name="Assumptions">The conditions that the way has decided.</param>
internal sealed record Path(Typestate State, Settle? Settle, Assumptions Assumptions)
{
    /// <summary>The way to a call that fetches.</summary>
    public static readonly Path BeforeFetch = new(Typestate.None, null, Assumptions.None);

    /// <summary>The way of a delivery that has just arrived.</summary>
    public static readonly Path Start = new(Typestate.Pending, null, Assumptions.None);

    /// <summary>The catch clause that has caught an exception of the work on the way, or <see langword="null"/>.</summary>
    public ICatchClauseOperation? CaughtBy { get; init; }

    /// <summary>What is known of the exception that <see cref="CaughtBy"/> has caught.</summary>
    public ThrownException? Caught { get; init; }

    /// <summary>Whether an exception is on its way out while a <c>finally</c> runs.</summary>
    public bool IsUnwinding { get; init; }

    /// <summary>What the last call that got the delivery has returned on this way, or <see langword="null"/> when that is not constant.</summary>
    public CallResult? Result { get; init; }

    /// <summary>What the way is about to return, or <see langword="null"/> when that is not constant.</summary>
    public CallResult? Returned { get; init; }

    /// <summary>Whether the way was taken because of cancellation, shutdown, or a channel that is gone: the broker delivers again, and rightly.</summary>
    public bool IsExcused { get; init; }

    /// <summary>Whether the delivery is not settled here, and nothing excuses it.</summary>
    public bool IsForgotten => State == Typestate.Pending && !IsExcused;

    /// <summary>Whether anything has been called on the way that may be the processing.</summary>
    public bool HasWorked { get; init; }

    /// <summary>Whether the way was taken because the program stops, before any work and with none since.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The <c>continue</c> by which the way has left a round of a loop that fetches, or <see langword="null"/>.</summary>
    public IBranchOperation? Continue { get; init; }

    /// <summary>The path of a delivery that is fetched: of the last one it knows nothing any more.</summary>
    public Path Fetched() => new(Typestate.Fetched, null, Assumptions) { IsUnwinding = IsUnwinding };

    /// <summary>The path when it turns out whether there is a delivery.</summary>
    /// <returns>The path, or <see langword="null"/> when it has turned out otherwise before.</returns>
    public Path? WithMessage(bool isThere) => State switch
    {
        Typestate.Fetched => this with { State = isThere ? Typestate.Pending : Typestate.None },
        Typestate.Pending when !isThere => null,
        _ => this,
    };

    /// <summary>The path behind a settle.</summary>
    public Path SettledBy(Settle settle) => State is Typestate.Pending or Typestate.Fetched ? this with { State = Typestate.Settled, Settle = settle } : this;

    /// <summary>The path when somebody out of sight has got the delivery. What is settled stays so.</summary>
    public Path Escaped() => State is Typestate.Pending or Typestate.Fetched ? this with { State = Typestate.Escaped } : this;

    /// <summary>The path when a condition turns out in that way.</summary>
    /// <returns>The path, or <see langword="null"/> when it has been decided otherwise before.</returns>
    public Path? Assuming(Condition condition, bool outcome) =>
        Assumptions.And(condition.Key, outcome != condition.Negated) is { } assumptions ? this with { Assumptions = assumptions } : null;
}

/// <summary>What a call returns on one way through it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Value">The constant, if it is one.</param>
/// <param name="IsConstant">Whether it is. Otherwise all that is known is that it is not <see langword="null"/>.</param>
internal sealed record CallResult(SyntaxNode Call, object? Value, bool IsConstant = true)
{
    /// <summary>Whether it is <see langword="null"/>.</summary>
    public bool IsNull => IsConstant && Value is null;
}
