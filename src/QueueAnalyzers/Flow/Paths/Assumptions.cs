using System.Collections.Immutable;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// The outcomes of conditions that a path has gone through. A path that would need one condition both ways does not exist:
/// <c>if (ok) Ack(); … if (!ok) Reject();</c> settles once on every path.
/// </summary>
internal sealed class Assumptions : IEquatable<Assumptions>
{
    public static readonly Assumptions None = new(ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, bool> _outcomes;

    // Paths are kept in sets, and every step asks for it.
    private readonly int _hash;

    private Assumptions(ImmutableSortedDictionary<string, bool> outcomes)
    {
        _outcomes = outcomes;
        _hash = HashOf(outcomes);
    }

    /// <summary>The assumptions together with one more.</summary>
    /// <returns>The new assumptions, or <see langword="null"/> when they contradict each other.</returns>
    public Assumptions? And(string condition, bool outcome)
    {
        if (_outcomes.TryGetValue(condition, out var known))
            return known == outcome ? this : null;
        return Comparisons.Contradict(condition, outcome, _outcomes) ? null : new Assumptions(_outcomes.Add(condition, outcome));
    }

    /// <summary>The assumptions together with those of others that <paramref name="isShared"/> picks.</summary>
    /// <returns>The new assumptions, or <see langword="null"/> when they contradict each other.</returns>
    public Assumptions? And(Assumptions others, Func<string, bool> isShared)
    {
        var all = this;
        foreach (var other in others._outcomes)
        {
            if (all is not null && isShared(other.Key))
                all = all.And(other.Key, other.Value);
        }

        return all;
    }

    /// <summary>Whether the condition has been decided in that way.</summary>
    public bool Has(string condition, bool outcome) => _outcomes.TryGetValue(condition, out var known) && known == outcome;

    /// <summary>The assumptions that still hold when a variable is set.</summary>
    public Assumptions Without(string variable)
    {
        var stale = _outcomes.Keys.Where(condition => ConditionKey.Mentions(condition, variable)).ToImmutableArray();
        return stale.IsEmpty ? this : new Assumptions(_outcomes.RemoveRange(stale));
    }

    public bool Equals(Assumptions? other) => ReferenceEquals(this, other) || (other is not null && _hash == other._hash && _outcomes.Count == other._outcomes.Count && _outcomes.SequenceEqual(other._outcomes));

    public override bool Equals(object? obj) => Equals(obj as Assumptions);

    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _outcomes.Select(outcome => outcome.Value ? outcome.Key : $"not {outcome.Key}"));

    private static int HashOf(ImmutableSortedDictionary<string, bool> outcomes)
    {
        var hash = outcomes.Count;
        foreach (var outcome in outcomes)
            hash = unchecked((hash * 31) + StringComparer.Ordinal.GetHashCode(outcome.Key) + (outcome.Value ? 1 : 0));
        return hash;
    }
}
