using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Editing;

/// <summary>
/// Finds names for what fixes declare. Fixes that are planned together share one, so that Fix All takes the same names as
/// fixing one report after the other.
/// </summary>
internal sealed class ReservedNames
{
    private readonly Dictionary<SyntaxNode, HashSet<string>> _taken = new();
    private readonly Dictionary<(ArgumentRole Role, string Name), string> _renamed = new();

    /// <summary>A name that clashes with nothing in the member around a node, and takes it.</summary>
    /// <param name="near">Where the name is to be declared.</param>
    /// <param name="wanted">The name if it is free; otherwise it gets the first free number.</param>
    /// <param name="model">The semantic model of the node's tree.</param>
    public string Take(SyntaxNode near, string wanted, SemanticModel model)
    {
        var member = near.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? near.SyntaxTree.GetRoot();
        if (!_taken.TryGetValue(member, out var taken))
        {
            taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
            _taken.Add(member, taken);
        }

        var name = wanted;
        for (var number = 1; taken.Contains(name) || !model.LookupSymbols(near.SpanStart, name: name).IsEmpty; number++)
            name = wanted + number;
        taken.Add(name);
        return name;
    }
    /// <summary>The new name of a queue or exchange, always the same one for the same old name.</summary>
    /// <param name="role">What is renamed: names of queues and of exchanges do not clash.</param>
    /// <param name="name">The old name.</param>
    /// <param name="candidates">Names to choose from, the best first.</param>
    public string Rename(ArgumentRole role, string name, IEnumerable<string> candidates)
    {
        if (!_renamed.TryGetValue((role, name), out var renamed))
        {
            renamed = candidates.First(candidate => !_renamed.Any(known => known.Key.Role == role && known.Value == candidate));
            _renamed.Add((role, name), renamed);
        }

        return renamed;
    }
}
