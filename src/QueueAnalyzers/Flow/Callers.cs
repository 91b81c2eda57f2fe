using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>Finds who calls a method of the compilation.</summary>
internal sealed class Callers
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IInvocationOperation>> _calls = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _handedOn = new(SymbolEqualityComparer.Default);

    public Callers(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The calls of a method in the compilation, by name and symbol. What calls it through a delegate or an interface is not among them.</summary>
    public ImmutableArray<IInvocationOperation> Of(IMethodSymbol method) =>
        _calls.GetOrAdd(method.OriginalDefinition, unseen => CallsBy(MentionsOf(unseen), unseen).ToImmutableArray());

    /// <summary>The calls of a method in the files of its type. No other file is bound.</summary>
    public IEnumerable<IInvocationOperation> InFilesOfType(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        var files = method.ContainingType.DeclaringSyntaxReferences.Select(part => part.SyntaxTree).ToImmutableHashSet();
        return CallsBy(MentionsOf(method).Where(mention => files.Contains(mention.SyntaxTree)), method);
    }

    /// <summary>All calls of a method that nobody else can call: it is not visible outside of the program, stands for no other method, and is not handed on as a delegate.</summary>
    /// <returns>The calls, empty when nobody calls it; a default array when there can be others.</returns>
    public ImmutableArray<IInvocationOperation> AllOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        return IsCalledByNameOnly(method) && !_handedOn.GetOrAdd(method, IsHandedOn) ? Of(method) : default;
    }

    /// <summary>The invocations in the compilation by one of these names, whatever they call. Nothing is bound.</summary>
    public IEnumerable<InvocationExpressionSyntax> Named(ImmutableArray<string> names) =>
        _compilation.Trees.Where(tree => names.Any(TreeWords.Of(tree).MayName)).SelectMany(tree => ClientCalls.InvocationsIn(tree, names));

    private bool IsCalledByNameOnly(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.LocalFunction)
            return true;
        return method is { MethodKind: MethodKind.Ordinary, IsVirtual: false, IsOverride: false, IsAbstract: false }
            && _compilation.Visibility.IsInsideOnly(method)
            && !ImplementsInterface(method);
    }

    private static bool ImplementsInterface(IMethodSymbol method) =>
        !method.ExplicitInterfaceImplementations.IsEmpty
        || method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(method.Name)).Any(member => ClientModel.Same(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    private bool IsHandedOn(IMethodSymbol method) =>
        MentionsOf(method).Any(mention => CallBy(mention, method) is null && ClientModel.Same(_compilation.SymbolOf(mention)?.OriginalDefinition, method));

    private IEnumerable<IInvocationOperation> CallsBy(IEnumerable<SimpleNameSyntax> mentions, IMethodSymbol method) =>
        mentions.Select(mention => CallBy(mention, method)).OfType<IInvocationOperation>();

    private IInvocationOperation? CallBy(SimpleNameSyntax mention, IMethodSymbol method)
    {
        SyntaxNode callee = mention.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? mention.Parent : mention;
        return callee.Parent is InvocationExpressionSyntax invocation && ClientCall.NameOf(invocation) == mention
            && _compilation.OperationOf(invocation) is IInvocationOperation call
            && ClientModel.Same((call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition, method)
                ? call
                : null;
    }

    private IEnumerable<SimpleNameSyntax> MentionsOf(IMethodSymbol method) =>
        _compilation.Visibility.TreesThatMayName(method).SelectMany(tree => TreeNames.Of(tree).Of(method.Name));
}
