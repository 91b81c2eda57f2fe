using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>What a handler knows of the message: the delivery, and the locals that are made of it.</summary>
internal sealed class DeliveryContent
{
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

    private readonly Dictionary<IOperation, bool> _known = new();

    /// <summary>What a handler knows of the message.</summary>
    public DeliveryContent(DeliveryHandler handler, IOperation body)
        // An override gets the message in parts.
        : this(handler.Subscription is null ? handler.Method.Parameters.Where(IsNoTag) : ImmutableArray.Create(handler.Delivery), body)
    {
    }

    /// <summary>What a body knows of the message.</summary>
    /// <param name="symbols">The parameters and locals that bring it.</param>
    /// <param name="body">The body.</param>
    public DeliveryContent(IEnumerable<ISymbol> symbols, IOperation body)
    {
        _symbols.UnionWith(symbols);

        int known;
        do
        {
            known = _symbols.Count;
            foreach (var operation in body.Descendants())
                Take(operation);
        }
        while (_symbols.Count > known);
    }

    /// <summary>What a method that gets the delivery knows of the message: also what the call has made of it.</summary>
    public DeliveryContent In(HandOn handOn, IOperation body) => new(
        handOn.Invocation.Arguments
            .Where(argument => argument.Parameter is { } parameter && parameter.Ordinal < handOn.Method.Parameters.Length && Mentions(argument))
            .Select(argument => handOn.Method.Parameters[argument.Parameter!.Ordinal])
            .Append(handOn.Parameter)
            .Where(IsNoTag),
        body);

    /// <summary>Whether the operation mentions any of it. The answer is kept.</summary>
    public bool IsIn(IOperation operation)
    {
        if (!_known.TryGetValue(operation, out var isIn))
            _known.Add(operation, isIn = Mentions(operation));
        return isIn;
    }

    // The tag says nothing of the message.
    private static bool IsNoTag(IParameterSymbol parameter) => parameter.Type.SpecialType != SpecialType.System_UInt64;

    private bool Mentions(IOperation operation) => operation.DescendantsAndSelf().Any(part => part switch
    {
        { Parent: IMemberReferenceOperation { Member.Name: "DeliveryTag" } } => false,
        ILocalReferenceOperation local => _symbols.Contains(local.Local),
        IParameterReferenceOperation parameter => _symbols.Contains(parameter.Parameter),
        _ => false,
    });

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
        if (!_symbols.Contains(symbol) && Mentions(value))
            _symbols.Add(symbol);
    }

    private static IIsPatternOperation? TestOf(IOperation pattern)
    {
        while (pattern is IPatternOperation && pattern.Parent is { } parent)
            pattern = parent;
        return pattern as IIsPatternOperation;
    }
}
