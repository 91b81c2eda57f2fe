using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>
/// Where each name stands in a file, for files that a rule has to look into: one walk for all the calls and mentions that
/// anybody asks for, kept with the tree. Nothing is bound.
/// </summary>
internal sealed class TreeNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeNames> Known = new();

    private readonly List<SimpleNameSyntax> _names = new();
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);

    // For each name where the same text stands next.
    private readonly int[] _next;

    private TreeNames(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is SimpleNameSyntax name)
                _names.Add(name);
        }

        _next = new int[_names.Count];
        for (var i = _names.Count - 1; i >= 0; i--)
        {
            var text = _names[i].Identifier.ValueText;
            _next[i] = _first.TryGetValue(text, out var next) ? next : -1;
            _first[text] = i;
        }
    }

    /// <summary>The names of a file.</summary>
    public static TreeNames Of(SyntaxTree tree) => Known.GetValue(tree, static unseen => new TreeNames(unseen.GetRoot()));

    /// <summary>Every place where a name stands, in the order of the source.</summary>
    public IEnumerable<SimpleNameSyntax> Of(string text)
    {
        for (var i = _first.TryGetValue(text, out var first) ? first : -1; i >= 0; i = _next[i])
            yield return _names[i];
    }
}
