using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>What a handler knows of the message: the delivery, and the locals that are made of it.</summary>
internal sealed class DeliveryContent
{
    private readonly SyntaxNode? _fetch;
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

    /// <param name="handler">A handler; an override gets the message in parts.</param>
    /// <param name="body">Its body.</param>
    public DeliveryContent(DeliveryHandler handler, IOperation body)
    {
        if (handler.Subscription is null)
            _symbols.UnionWith(handler.Method.Parameters);
        else
            _symbols.Add(handler.Delivery);
        Follow(body);
    }

    /// <param name="fetch">The call that fetches the message.</param>
    /// <param name="body">The code around it.</param>
    public DeliveryContent(IInvocationOperation fetch, IOperation body)
    {
        _fetch = fetch.Syntax;
        Follow(body);
    }

    /// <summary>Whether the operation mentions any of it.</summary>
    public bool IsIn(IOperation operation) => operation.DescendantsAndSelf().Any(part => part switch
    {
        ILocalReferenceOperation local => _symbols.Contains(local.Local),
        IParameterReferenceOperation parameter => _symbols.Contains(parameter.Parameter),
        IInvocationOperation call => call.Syntax == _fetch,
        _ => false,
    });

    private void Follow(IOperation body)
    {
        int known;
        do
        {
            known = _symbols.Count;
            foreach (var operation in body.Descendants())
                Take(operation);
        }
        while (_symbols.Count > known);
    }

    private void Take(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { Value: var value }:
                Add(declarator.Symbol, value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value }:
                Add(target.Local, value);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    Add(local, loop.Collection);
                break;
            case IInvocationOperation invocation:
                foreach (var argument in invocation.Arguments)
                {
                    if (argument is { Parameter.RefKind: RefKind.Out } && argument.DescendantsAndSelf().OfType<ILocalReferenceOperation>().FirstOrDefault() is { Local: var local })
                        Add(local, invocation);
                }

                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared } pattern when TestOf(pattern) is { Value: var value }:
                Add(declared, value);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared } pattern when TestOf(pattern) is { Value: var value }:
                Add(declared, value);
                break;
        }
    }

    private void Add(ISymbol symbol, IOperation value)
    {
        if (!_symbols.Contains(symbol) && IsIn(value))
            _symbols.Add(symbol);
    }

    private static IIsPatternOperation? TestOf(IOperation pattern)
    {
        while (pattern is IPatternOperation && pattern.Parent is { } parent)
            pattern = parent;
        return pattern as IIsPatternOperation;
    }
}
