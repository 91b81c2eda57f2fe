using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// The names of the methods that may hand a parameter of their own on to the client, told by the syntax around its calls. A file
/// in which none of them stands calls no wrapper, and nobody need bind the others to know that.
/// </summary>
internal sealed class WrapperNames
{
    private static readonly ImmutableHashSet<string> NeverHandedOn = ImmutableHashSet.Create("CancellationToken", "IModel", "IChannel", "IConnection");

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
        var names = _names.Value;
        return !names.IsEmpty && AreIn(tree, names);
    }

    /// <summary>Whether a call names a parameter of a method around it that can be true or false.</summary>
    public static bool PassesAFlagOn(InvocationExpressionSyntax invocation)
    {
        var names = invocation.ArgumentList.Arguments
            .Select(argument => (Expressions.Inside(argument.Expression) as IdentifierNameSyntax)?.Identifier.ValueText)
            .OfType<string>()
            .ToImmutableArray();
        return !names.IsEmpty && FunctionsAround(invocation).Any(function =>
            function.Parameters.Parameters.Any(parameter => names.Contains(parameter.Identifier.ValueText) && IsFlag(parameter.Type)));
    }

    private ImmutableArray<string> Find()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var calls = _compilation.Trees.SelectMany(ClientCalls.CandidatesOf).Where(call => Declares(call) || PassesAFlagOn(call));
        for (var depth = 0; depth < _depth; depth++)
        {
            var names = calls.SelectMany(FunctionsAround).Where(HasSomethingToHandOn).Select(function => function.Name).Where(found.Add).ToImmutableArray();
            if (names.IsEmpty)
                break;
            calls = _compilation.Trees.Where(tree => AreIn(tree, names)).SelectMany(tree => ClientCalls.InvocationsIn(tree, names));
        }

        return found.ToImmutableArray();
    }

    private static bool AreIn(SyntaxTree tree, ImmutableArray<string> names) => names.Any(TreeWords.Of(tree).MayName);

    private static bool Declares(InvocationExpressionSyntax invocation) =>
        ClientCall.NameOf(invocation) is { Identifier.ValueText: var name } && ClientMembers.KindOf(name) is CallKind.DeclareQueue or CallKind.DeclareExchange;

    private static IEnumerable<(string Name, ParameterListSyntax Parameters)> FunctionsAround(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case MethodDeclarationSyntax method:
                    yield return (method.Identifier.ValueText, method.ParameterList);
                    break;
                case LocalFunctionStatementSyntax function:
                    yield return (function.Identifier.ValueText, function.ParameterList);
                    break;
            }
        }
    }

    private static bool HasSomethingToHandOn((string Name, ParameterListSyntax Parameters) function) =>
        function.Parameters.Parameters.Any(parameter => LastNameOf(parameter.Type) is not { } type || !NeverHandedOn.Contains(type));

    private static bool IsFlag(TypeSyntax? type) => type switch
    {
        NullableTypeSyntax nullable => IsFlag(nullable.ElementType),
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.BoolKeyword),
        _ => LastNameOf(type) == nameof(Boolean),
    };

    private static string? LastNameOf(TypeSyntax? type) => type switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        _ => null,
    };
}
