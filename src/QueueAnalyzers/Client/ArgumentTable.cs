using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Client;

/// <summary>An entry of the arguments of a declaration.</summary>
/// <param name="Key">The value that is the key.</param>
/// <param name="Name">The key, if it is constant.</param>
/// <param name="Value">The value.</param>
/// <param name="Syntax">What makes the entry: an element of an initializer, or an expression that sets or adds it.</param>
/// <param name="IsConditional">Whether the entry is not there, or not as it stands here, on some way to the declaration.</param>
internal sealed record ArgumentEntry(IOperation Key, string? Name, IOperation Value, SyntaxNode Syntax, bool IsConditional);

/// <summary>The arguments of a declaration, as far as they can be seen.</summary>
/// <param name="Entries">The entries in sight, in the order in which they are made.</param>
/// <param name="IsComplete">Whether there can be no others.</param>
internal sealed record ArgumentTable(ImmutableArray<ArgumentEntry> Entries, bool IsComplete)
{
    /// <summary>No arguments at all.</summary>
    public static readonly ArgumentTable Empty = new(ImmutableArray<ArgumentEntry>.Empty, IsComplete: true);

    /// <summary>Arguments that cannot be seen.</summary>
    public static readonly ArgumentTable Unknown = new(ImmutableArray<ArgumentEntry>.Empty, IsComplete: false);

    /// <summary>The entry that surely stands under a key.</summary>
    /// <returns>The last entry of that key, or <see langword="null"/> when there is none or it is not sure.</returns>
    public ArgumentEntry? Find(string name) => Entries.LastOrDefault(entry => entry.Name == name) is { IsConditional: false } sure ? sure : null;

    /// <summary>Whether there can be an entry of that key.</summary>
    public bool MayContain(string name) => !IsComplete || Entries.Any(entry => entry.Name is null || entry.Name == name);

    /// <summary>The entries of both, of which these are made first.</summary>
    public ArgumentTable With(ArgumentTable other) => new(Entries.AddRange(other.Entries), IsComplete && other.IsComplete);

    /// <summary>The same entries, none of them sure.</summary>
    public ArgumentTable AsConditional() => new(Entries.Select(entry => entry with { IsConditional = true }).ToImmutableArray(), IsComplete);

    /// <summary>The same entries, and perhaps others.</summary>
    public ArgumentTable AsIncomplete() => this with { IsComplete = false };
}
