using System.Collections.Immutable;

namespace QueueAnalyzers.Flow;

/// <summary>What a value can come from.</summary>
/// <typeparam name="T">A creation of such values.</typeparam>
internal sealed class Origins<T>
    where T : class
{
    /// <summary>Nothing is known of the value.</summary>
    public static readonly Origins<T> Unknown = new(ImmutableArray<T>.Empty, areAll: false);

    public Origins(ImmutableArray<T> known, bool areAll)
    {
        Known = known;
        AreAll = areAll && !known.IsEmpty;
    }

    /// <summary>The creations in sight, each once, in the order in which they are found.</summary>
    public ImmutableArray<T> Known { get; }

    /// <summary>Whether the value comes from nowhere else. Never for a value that comes from nowhere in sight.</summary>
    public bool AreAll { get; }

    /// <summary>The one creation that the value surely comes from, or <see langword="null"/>.</summary>
    public T? Only => AreAll && Known.Length == 1 ? Known[0] : null;
}
