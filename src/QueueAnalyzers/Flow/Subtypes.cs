using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Knows which types of the compilation derive from a type or implement it. They are found by name, from one base list to the
/// next: files that name none of them are not looked into.
/// </summary>
internal sealed class Subtypes
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<INamedTypeSymbol>> _known = new(SymbolEqualityComparer.Default);

    public Subtypes(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The type itself and all types of the compilation below it.</summary>
    public ImmutableArray<INamedTypeSymbol> Of(INamedTypeSymbol type) => _known.GetOrAdd(type.OriginalDefinition, Find);

    /// <summary>What a type is as seen from a type above it: the type itself, a base class, or each construction of an interface.</summary>
    public static IEnumerable<INamedTypeSymbol> As(INamedTypeSymbol above, INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (ClientModel.Same(current.OriginalDefinition, above.OriginalDefinition))
                yield return current;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (ClientModel.Same(implemented.OriginalDefinition, above.OriginalDefinition))
                yield return implemented;
        }
    }

    private ImmutableArray<INamedTypeSymbol> Find(INamedTypeSymbol type)
    {
        var found = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { type };
        var seen = new HashSet<string> { type.Name };
        var names = new Queue<string>(seen);
        while (names.Count > 0)
        {
            foreach (var mention in MentionsOf(names.Dequeue()))
            {
                if (DeclaredBy(mention, type, found) is { } name && seen.Add(name))
                    names.Enqueue(name);
            }
        }

        return found.ToImmutableArray();
    }

    /// <summary>The name by which the mention of a type goes on: that of a type below it, or of an alias.</summary>
    private string? DeclaredBy(SimpleNameSyntax mention, INamedTypeSymbol type, HashSet<INamedTypeSymbol> found)
    {
        foreach (var ancestor in mention.Ancestors())
        {
            switch (ancestor)
            {
                case UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias }:
                    return alias;
                case BaseListSyntax { Parent: BaseTypeDeclarationSyntax declaration }:
                    if (_compilation.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, Cancellation.Token) is not INamedTypeSymbol declared || !As(type, declared).Any())
                        return null;
                    found.Add(declared);
                    return declared.Name;
                case MemberDeclarationSyntax or StatementSyntax:
                    return null;
            }
        }

        return null;
    }

    private IEnumerable<SimpleNameSyntax> MentionsOf(string name) => _compilation.Trees.Where(tree => TreeWords.Of(tree).MayName(name)).SelectMany(tree => TreeNames.Of(tree).Of(name));
}
