using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>
/// The names of the methods that may hand a parameter of their own on to the client, themselves or through each other. A file
/// that calls nothing by one of them calls no wrapper, and nobody need bind the others to know that.
/// </summary>
internal sealed class WrapperNames
{
    private readonly QueueCompilation _compilation;
    private readonly int _depth;
    private readonly Once<Dictionary<string, HashSet<InvocationExpressionSyntax>>> _calls;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<string>> _called = new();

    /// <summary>Looks for the names.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="depth">How many methods a parameter may be handed through.</param>
    public WrapperNames(QueueCompilation compilation, int depth)
    {
        _compilation = compilation;
        _depth = depth;
        _calls = new(Find);
    }

    /// <summary>Whether a file calls something by one of the names.</summary>
    public bool AreCalledIn(SyntaxTree tree)
    {
        // Every rule asks this of every file: without a wrapper in the program not even a delegate is made.
        var calls = _calls.Value;
        return calls.Count > 0 && calls.Keys.Any(TreeWords.Of(tree).MayName) && !CalledIn(tree).IsEmpty;
    }

    /// <summary>The calls of the client that a file may decide on by calling a wrapper, each once.</summary>
    public IEnumerable<InvocationExpressionSyntax> CallsFrom(SyntaxTree tree) => CalledIn(tree).SelectMany(name => _calls.Value[name]).Distinct();

    private ImmutableArray<string> CalledIn(SyntaxTree tree) => _called.GetOrAdd(tree, FindCalledIn);

    // Many files in which a name stands declare it, or mean something else.
    private ImmutableArray<string> FindCalledIn(SyntaxTree tree) => _calls.Value.Keys
        .Where(name => TreeWords.Of(tree).MayName(name) && ClientCalls.InvocationsIn(tree, ImmutableArray.Create(name)).Any())
        .ToImmutableArray();

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
