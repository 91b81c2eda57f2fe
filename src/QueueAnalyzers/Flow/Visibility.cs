using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>Knows what only the program itself can see: nobody else calls it, derives from it or implements it.</summary>
internal sealed class Visibility
{
    private readonly Compilation _compilation;
    private readonly Once<bool> _hasFriends;

    public Visibility(Compilation compilation)
    {
        _compilation = compilation;
        _hasFriends = new(() => compilation.Assembly.GetAttributes().Any(IsFriend));
    }

    /// <summary>Whether everybody who can use a symbol is in the compilation: it is not visible outside of it, or the compilation is a program, which nobody refers to.</summary>
    public bool IsInsideOnly(ISymbol symbol) =>
        _compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
        || AccessibilityOf(symbol) switch
        {
            Accessibility.Private => true,
            Accessibility.Internal => !_hasFriends.Value,
            _ => false,
        };

    /// <summary>The files in which a symbol may be named, by their words: those of its type when no other code sees it.</summary>
    public IEnumerable<SyntaxTree> TreesThatMayName(ISymbol symbol)
    {
        var isSeenInTypeOnly = symbol is ILocalSymbol or IParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
            || symbol.DeclaredAccessibility == Accessibility.Private;
        var trees = isSeenInTypeOnly && symbol.ContainingType is { } type
            ? type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct().Where(_compilation.ContainsSyntaxTree)
            : _compilation.SyntaxTrees;
        foreach (var tree in trees)
        {
            Cancellation.ThrowIfRequested();
            if (TreeWords.Of(tree).MayName(symbol.Name))
                yield return tree;
        }
    }

    /// <summary>How far a symbol can be seen: in a type, in the assembly, or anywhere.</summary>
    private static Accessibility AccessibilityOf(ISymbol symbol)
    {
        var widest = Accessibility.Public;
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is Accessibility.Private)
                return Accessibility.Private;
            if (current.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal)
                widest = Accessibility.Internal;
        }

        return widest;
    }

    /// <summary>Whether an attribute lets another assembly in. Tests, and the mocks that they make, are no part of what runs.</summary>
    private static bool IsFriend(AttributeData attribute) =>
        attribute.AttributeClass?.Name == "InternalsVisibleToAttribute"
        && attribute.ConstructorArguments is [{ Value: string friend }]
        && friend.IndexOf("Test", StringComparison.OrdinalIgnoreCase) < 0
        && !friend.StartsWith("DynamicProxyGenAssembly2", StringComparison.Ordinal);
}
