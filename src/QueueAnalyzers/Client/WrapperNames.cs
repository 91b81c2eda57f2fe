using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Client;

/// <summary>
/// The names of the methods that may hand a parameter of their own on to the client, themselves or through each other. A file
/// in which none of them stands calls no wrapper, and nobody need bind the others to know that.
/// </summary>
internal sealed class WrapperNames
{
    private readonly QueueCompilation _compilation;
    private readonly int _depth;
    private readonly Once<ImmutableArray<string>> _names;

    /// <summary>Looks for the names.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="depth">How many methods a parameter may be handed through.</param>
    public WrapperNames(QueueCompilation compilation, int depth)
    {
        _compilation = compilation;
        _depth = depth;
        _names = new(Find);
    }

    /// <summary>Whether one of the names may stand in a file.</summary>
    public bool MayStandIn(SyntaxTree tree)
    {
        // Every rule asks this of every file: without a wrapper in the program not even a delegate is made.
        var names = _names.Value;
        return !names.IsEmpty && names.Any(TreeWords.Of(tree).MayName);
    }

    private ImmutableArray<string> Find()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var names = _compilation.Trees.SelectMany(tree => TreeWrappers.Of(tree).Names).Where(found.Add).ToImmutableArray();
        for (var depth = 1; depth < _depth && !names.IsEmpty; depth++)
            names = TreeWrappers.NamesAround(_compilation.Callers.Named(names)).Where(found.Add).ToImmutableArray();
        return found.ToImmutableArray();
    }
}
