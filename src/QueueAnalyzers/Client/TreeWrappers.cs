using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// What the methods of a file may hand on to the client of their own parameters, told by the syntax around its calls. It is kept
/// with the tree; nothing is bound.
/// </summary>
internal sealed class TreeWrappers
{
    private static readonly ImmutableHashSet<string> NeverHandedOn = ImmutableHashSet.Create("CancellationToken", "IModel", "IChannel", "IConnection");
    private static readonly TreeWrappers None = new(ImmutableArray<InvocationExpressionSyntax>.Empty);
    private static readonly ConditionalWeakTable<SyntaxTree, TreeWrappers> Known = new();

    private TreeWrappers(ImmutableArray<InvocationExpressionSyntax> calls)
    {
        CallsWithAFlag = calls.Where(PassesAFlagOn).ToImmutableArray();
        Names = NamesAround(calls.Where(Declares).Concat(CallsWithAFlag)).Distinct().ToImmutableArray();
    }

    /// <summary>The names of the methods around calls that may be given one of their parameters: calls that declare, or take a flag.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The calls that name a parameter of a method around them that can be true or false.</summary>
    public ImmutableArray<InvocationExpressionSyntax> CallsWithAFlag { get; }

    /// <summary>What the methods of a file may hand on.</summary>
    public static TreeWrappers Of(SyntaxTree tree) => TreeWords.Of(tree).MayCallAny
        ? Known.GetValue(tree, static unseen => new TreeWrappers(ClientCalls.CandidatesOf(unseen).ToImmutableArray()))
        : None;

    /// <summary>The names of the methods around invocations, but for those that have nothing to hand on.</summary>
    public static IEnumerable<string> NamesAround(IEnumerable<InvocationExpressionSyntax> invocations) =>
        invocations.SelectMany(NamedFunction.Around).Where(HasSomethingToHandOn).Select(function => function.Name);

    private static bool Declares(InvocationExpressionSyntax invocation) =>
        ClientCall.NameOf(invocation) is { Identifier.ValueText: var name } && ClientMembers.KindOf(name) is CallKind.DeclareQueue or CallKind.DeclareExchange;

    private static bool PassesAFlagOn(InvocationExpressionSyntax invocation)
    {
        var names = invocation.ArgumentList.Arguments
            .Select(argument => (Expressions.Inside(argument.Expression) as IdentifierNameSyntax)?.Identifier.ValueText)
            .OfType<string>()
            .ToImmutableArray();
        return !names.IsEmpty && NamedFunction.Around(invocation).Any(function =>
            function.Parameters.Parameters.Any(parameter => names.Contains(parameter.Identifier.ValueText) && IsFlag(parameter.Type)));
    }

    private static bool HasSomethingToHandOn(NamedFunction function) =>
        function.Parameters.Parameters.Any(parameter => WrittenTypes.LastNameOf(parameter.Type) is not { } type || !NeverHandedOn.Contains(type));

    private static bool IsFlag(TypeSyntax? type) => type switch
    {
        NullableTypeSyntax nullable => IsFlag(nullable.ElementType),
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.BoolKeyword),
        _ => WrittenTypes.LastNameOf(type) == nameof(Boolean),
    };
}
