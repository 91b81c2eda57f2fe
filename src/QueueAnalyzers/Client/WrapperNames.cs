using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>
/// The names of the methods that may hand a parameter of their own on to the client, themselves or through each other. A file
/// in which none of them stands calls no wrapper, and nobody need bind the others to know that.
/// </summary>
internal sealed class WrapperNames
{
    private readonly QueueCompilation _compilation;
    private readonly int _depth;
    private readonly Once<Dictionary<string, HashSet<InvocationExpressionSyntax>>> _calls;

    /// <summary>Looks for the names.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="depth">How many methods a parameter may be handed through.</param>
    public WrapperNames(QueueCompilation compilation, int depth)
    {
        _compilation = compilation;
        _depth = depth;
        _calls = new(Find);
    }

    /// <summary>Whether one of the names may stand in a file.</summary>
    public bool MayStandIn(SyntaxTree tree)
    {
        // Every rule asks this of every file: without a wrapper in the program not even a delegate is made.
        var calls = _calls.Value;
        return calls.Count > 0 && calls.Keys.Any(TreeWords.Of(tree).MayName);
    }

    /// <summary>The calls of the client that a file may decide on by calling a wrapper, each once.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsFrom(SyntaxTree tree) =>
        _calls.Value.Where(wrapper => TreeWords.Of(tree).MayName(wrapper.Key)).SelectMany(wrapper => wrapper.Value).Distinct();

    private Dictionary<string, HashSet<InvocationExpressionSyntax>> Find()
    {
        var found = new Dictionary<string, HashSet<InvocationExpressionSyntax>>(StringComparer.Ordinal);
        var level = _compilation.Trees.SelectMany(tree => TreeWrappers.Of(tree).Calls).ToList();
        for (var depth = 1; level.Count > 0; depth++)
        {
            var unseen = level.Where(wrapped => Add(wrapped.Wrapper, wrapped.Call)).ToLookup(wrapped => wrapped.Wrapper, wrapped => wrapped.Call);
            if (depth == _depth)
                break;
            level = (from wrapper in unseen
                     from caller in _compilation.Callers.Named(ImmutableArray.Create(wrapper.Key))
                     from outer in TreeWrappers.Around(caller)
                     from call in wrapper
                     select (outer, call)).ToList();
        }

        return found;

        bool Add(string wrapper, InvocationExpressionSyntax call)
        {
            if (!found.TryGetValue(wrapper, out var calls))
                found.Add(wrapper, calls = new HashSet<InvocationExpressionSyntax>());
            return calls.Add(call);
        }
    }
}
