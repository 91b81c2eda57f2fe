using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// One walk back from an object to the operations that it can come from: through variables that only code in sight can set,
/// through what methods and properties of the same type return, and from the parameters of private methods and local functions to
/// what their callers pass. Order is not looked at. A <see langword="null"/> is no object and so none of the sources.
/// </summary>
internal sealed class ObjectSources
{
    private const int MaxSteps = 64;

    private readonly QueueCompilation _compilation;
    private readonly ImmutableArray<IOperation>.Builder _sources = ImmutableArray.CreateBuilder<IOperation>();
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private bool _isUnknown;

    private ObjectSources(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Finds the sources of an object.</summary>
    /// <param name="value">The object, or the task that gives it.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>Invocations, object creations and whatever else gives an object that is no variable.</returns>
    public static Origins<IOperation> Of(IOperation value, QueueCompilation compilation)
    {
        var sources = new ObjectSources(compilation);
        sources.Follow(value);
        return new Origins<IOperation>(sources._sources.ToImmutable(), !sources._isUnknown);
    }

    private void Follow(IOperation? value)
    {
        if (value is null)
        {
            _isUnknown = true;
            return;
        }

        value = Operations.Awaited(Operations.OutOfConditionalAccess(Operations.Awaited(value)));
        if (_compilation.Constants.Of(value).IsNull || value is IThrowOperation)
            return;

        switch (value)
        {
            case IConditionalOperation conditional:
                Follow(conditional.WhenTrue);
                Follow(conditional.WhenFalse);
                break;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                    Follow(arm.Value);
                break;
            case ICoalesceOperation coalesce:
                Follow(coalesce.Value);
                Follow(coalesce.WhenNull);
                break;
            case ICoalesceAssignmentOperation assignment:
                Follow(assignment.Target);
                Follow(assignment.Value);
                break;
            case ISimpleAssignmentOperation assignment:
                Follow(assignment.Value);
                break;
            case IConditionalAccessOperation access:
                Follow(access.WhenNotNull);
                break;
            case IPropertyReferenceOperation { Property: { GetMethod: { } getter } property } when IsComputedHere(property, value):
                FollowReturns(getter);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                FollowParameter(parameter);
                break;
            case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation:
                FollowVariable(Operations.SymbolOf(value)!);
                break;
            case IInvocationOperation invocation when IsMethodOfSameType(invocation) && _compilation.Callees.ImplementationOf(invocation) is { } implementation:
                FollowReturns(implementation);
                break;
            default:
                if (_sources.All(known => known.Syntax != value.Syntax))
                    _sources.Add(value);
                break;
        }
    }

    private bool Enter(ISymbol symbol)
    {
        if (!_visited.Add(symbol))
            return false;
        _isUnknown |= _visited.Count > MaxSteps;
        return _visited.Count <= MaxSteps;
    }

    private void FollowVariable(ISymbol variable)
    {
        if (!Enter(variable))
            return;
        var values = _compilation.Assignments.ValuesOf(variable);
        _isUnknown |= values.IsDefault;
        foreach (var value in values.IsDefault ? ImmutableArray<IOperation>.Empty : values)
            Follow(value);
    }

    private void FollowParameter(IParameterSymbol parameter)
    {
        if (!Enter(parameter))
            return;
        if (!_compilation.Assignments.IsNeverSet(parameter) || parameter.ContainingSymbol is not IMethodSymbol method || !Callees.IsCalledInTypeOnly(method))
        {
            _isUnknown = true;
            return;
        }

        foreach (var mention in _compilation.Assignments.MentionsOf(method.OriginalDefinition))
        {
            var argument = CallOf(mention)?.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal);
            Follow(argument?.Value);
        }
    }

    private void FollowReturns(IMethodSymbol method)
    {
        if (!Enter(method))
            return;
        foreach (var returned in Callees.ReturnsOf(method))
            Follow(_compilation.OperationOf(returned));
    }

    private IInvocationOperation? CallOf(SimpleNameSyntax name) =>
        Assignments.WholeReference(name).Parent is InvocationExpressionSyntax call && ClientCall.NameOf(call) == name
            ? _compilation.OperationOf(call) as IInvocationOperation
            : null;

    private bool IsMethodOfSameType(IInvocationOperation invocation) =>
        ClientModel.Same(invocation.TargetMethod.OriginalDefinition.ContainingType, _compilation.Queues.TypeAround(invocation)?.OriginalDefinition);

    private bool IsComputedHere(IPropertySymbol property, IOperation use) =>
        !property.IsVirtual && !property.IsAbstract && !property.IsOverride
        && ClientModel.Same(property.OriginalDefinition.ContainingType, _compilation.Queues.TypeAround(use)?.OriginalDefinition)
        && property.GetMethod is { } getter
        && Callees.ReturnsOf(getter).Any();
}
