using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// What the methods of a file hand on to the client of their own parameters, told by the syntax of its calls. It is kept with the
/// tree; nothing is bound.
/// </summary>
internal sealed class TreeWrappers
{
    private static readonly ImmutableHashSet<string> NeverHandedOn = ImmutableHashSet.Create("CancellationToken", "IModel", "IChannel", "IConnection");
    private static readonly TreeWrappers None = new(Enumerable.Empty<InvocationExpressionSyntax>());
    private static readonly ConditionalWeakTable<SyntaxTree, TreeWrappers> Known = new();

    private TreeWrappers(IEnumerable<InvocationExpressionSyntax> candidates) => Calls = candidates
        .SelectMany(call => ParametersGivenTo(call)
            .Where(given => Declares(call) || IsFlag(given.Parameter.Type))
            .Select(given => (given.Wrapper.Name, call)))
        .Distinct()
        .ToImmutableArray();

    /// <summary>The calls that declare with a parameter of a method around them, or are given a flag by one, each with the name of that method.</summary>
    public ImmutableArray<(string Wrapper, InvocationExpressionSyntax Call)> Calls { get; }

    /// <summary>What the methods of a file hand on.</summary>
    public static TreeWrappers Of(SyntaxTree tree) =>
        TreeWords.Of(tree).MayCallAny ? Known.GetValue(tree, static unseen => new TreeWrappers(ClientCalls.CandidatesOf(unseen))) : None;

    /// <summary>The names of the methods around an invocation that hand a parameter on to it.</summary>
    public static IEnumerable<string> Around(InvocationExpressionSyntax invocation) => ParametersGivenTo(invocation).Select(given => given.Wrapper.Name).Distinct();

    private static IEnumerable<(NamedFunction Wrapper, ParameterSyntax Parameter)> ParametersGivenTo(InvocationExpressionSyntax invocation)
    {
        foreach (var function in NamedFunction.Around(invocation))
        {
            var given = VariablesIn(invocation, function);
            foreach (var parameter in function.Parameters.Parameters)
            {
                if (given.Contains(parameter.Identifier.ValueText) && (WrittenTypes.LastNameOf(parameter.Type) is not { } type || !NeverHandedOn.Contains(type)))
                    yield return (function, parameter);
            }
        }
    }

    /// <summary>The variables that an invocation is given or called on, and those that they get their value from inside of a function.</summary>
    private static HashSet<string> VariablesIn(InvocationExpressionSyntax invocation, NamedFunction function)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var values = new Stack<ExpressionSyntax>(invocation.ArgumentList.Arguments.Select(argument => argument.Expression));
        if (invocation.Expression is MemberAccessExpressionSyntax { Expression: var receiver })
            values.Push(receiver);

        ILookup<string, ExpressionSyntax>? assigned = null;
        while (values.Count > 0)
        {
            if (VariableIn(values.Pop()) is not { } variable || !found.Add(variable) || function.Parameters.Parameters.Any(parameter => parameter.Identifier.ValueText == variable))
                continue;
            foreach (var value in (assigned ??= AssignedIn(function.Declaration))[variable])
                values.Push(value);
        }

        return found;
    }

    private static string? VariableIn(ExpressionSyntax value) => Expressions.Inside(value) switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        CastExpressionSyntax cast => VariableIn(cast.Expression),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression, Left: var left } => VariableIn(left),
        _ => null,
    };

    private static ILookup<string, ExpressionSyntax> AssignedIn(SyntaxNode code)
    {
        var values = code.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(variable => variable.Initializer is not null)
            .Select(variable => (Variable: variable.Identifier.ValueText, Value: variable.Initializer!.Value));
        var later = code.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.Left is IdentifierNameSyntax)
            .Select(assignment => (Variable: ((IdentifierNameSyntax)assignment.Left).Identifier.ValueText, Value: assignment.Right));
        return values.Concat(later).ToLookup(assigned => assigned.Variable, assigned => assigned.Value);
    }

    private static bool Declares(InvocationExpressionSyntax invocation) =>
        ClientCall.NameOf(invocation) is { Identifier.ValueText: var name } && ClientMembers.KindOf(name).Declares();

    private static bool IsFlag(TypeSyntax? type) => type switch
    {
        NullableTypeSyntax nullable => IsFlag(nullable.ElementType),
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.BoolKeyword),
        _ => WrittenTypes.LastNameOf(type) == nameof(Boolean),
    };
}
