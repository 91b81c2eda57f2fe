using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// One walk along the properties of a message: back to where they are made, through locals and the methods of the compilation
/// that return them, and from each variable on the way forward to whoever may set them. The order of things is not looked at:
/// properties that are made persistent anywhere are persistent. Whatever it does not know makes them unknown.
/// </summary>
internal sealed class PropertiesTrace
{
    private const int MaxDepth = 4;
    private const int MaxVariables = 64;

    private readonly QueueCompilation _compilation;
    private readonly ImmutableArray<string> _persistentMethods;
    private readonly ImmutableArray<IOperation>.Builder _origins = ImmutableArray.CreateBuilder<IOperation>();
    private readonly ImmutableArray<IOperation>.Builder _transientMarks = ImmutableArray.CreateBuilder<IOperation>();
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private bool _isUnknown;
    private bool _isPersistent;
    private bool _isReturnedAsNull;
    private bool _isComparedWithNull;

    public PropertiesTrace(QueueCompilation compilation, ImmutableArray<string> persistentMethods)
    {
        _compilation = compilation;
        _persistentMethods = persistentMethods;
    }

    /// <summary>What the walk has found.</summary>
    public MessageProperties Properties => new(Verdict, _origins.ToImmutable(), _transientMarks.ToImmutable());

    private Persistence Verdict
    {
        get
        {
            if (_isUnknown)
                return Persistence.Unknown;
            // A caller that gets null on some path publishes without properties there, whatever the other paths do.
            if (_isReturnedAsNull && !_isComparedWithNull)
                return Persistence.Transient;
            if (_isPersistent)
                return Persistence.Persistent;
            if (_transientMarks.Count > 0)
                return Persistence.MarkedTransient;
            return _origins.Count > 0 ? Persistence.Transient : Persistence.Unknown;
        }
    }

    /// <summary>Follows the properties that an operation gives.</summary>
    public void FollowBack(IOperation value) => FollowBack(value, caller: null, isReturned: false);

    private void FollowBack(IOperation value, Call? caller, bool isReturned)
    {
        value = Operations.Awaited(value);
        if (value is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true })
        {
            AddOrigin(value);
            _isReturnedAsNull |= isReturned;
            return;
        }

        switch (value)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                FollowBack(conditional.WhenTrue, caller, isReturned);
                FollowBack(whenFalse, caller, isReturned);
                break;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                    FollowBack(arm.Value, caller, isReturned);
                break;
            case ICoalesceOperation coalesce:
                _isComparedWithNull = true;
                FollowBack(coalesce.Value, caller, isReturned: false);
                FollowBack(coalesce.WhenNull, caller, isReturned);
                break;
            case IConditionalAccessOperation access:
                // Without a channel there are neither properties nor a publish.
                FollowBack(access.WhenNotNull, caller, isReturned: false);
                break;
            case ISimpleAssignmentOperation assignment:
                FollowBack(assignment.Value, caller, isReturned);
                break;
            case ICoalesceAssignmentOperation assignment:
                FollowBack(assignment.Target, caller, isReturned: false);
                FollowBack(assignment.Value, caller, isReturned);
                break;
            case IThrowOperation:
                break;
            case ILocalReferenceOperation local:
                FollowVariableBack(local.Local, caller);
                break;
            case IParameterReferenceOperation parameter:
                FollowParameterBack(parameter.Parameter, caller);
                break;
            case IObjectCreationOperation creation:
                FollowCreation(creation);
                break;
            case IInvocationOperation invocation:
                FollowInvocationBack(invocation, caller);
                break;
            default:
                _isUnknown = true;
                break;
        }
    }

    private void FollowVariableBack(ISymbol variable, Call? caller)
    {
        if (!FollowVariable(variable))
            return;
        var values = _compilation.Assignments.ValuesOf(variable);
        _isUnknown |= values.IsDefault;
        foreach (var value in values.IsDefault ? ImmutableArray<IOperation>.Empty : values)
            FollowBack(value, caller, isReturned: false);
    }

    private void FollowParameterBack(IParameterSymbol parameter, Call? caller)
    {
        FollowVariableBack(parameter, caller);
        while (caller is not null && !ClientModel.Same(caller.Implementation, parameter.ContainingSymbol))
            caller = caller.Outer;
        if (caller?.Invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } passed)
            FollowBack(passed.Value, caller.Outer, isReturned: false);
        else
            _isUnknown = true;
    }

    private void FollowCreation(IObjectCreationOperation creation)
    {
        // Another constructor copies properties whose persistence came from elsewhere.
        if (!creation.Arguments.IsEmpty || !_compilation.Client.Declares(creation.Type) || !_compilation.Client.IsProperties(creation.Type))
        {
            _isUnknown = true;
            return;
        }

        AddOrigin(creation);
        foreach (var assignment in creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? Enumerable.Empty<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is IPropertyReferenceOperation property)
                FollowProperty(property);
        }
    }

    private void FollowInvocationBack(IInvocationOperation invocation, Call? caller)
    {
        if (_compilation.Client.CallOf(invocation) is { Kind: CallKind.CreateProperties })
        {
            AddOrigin(invocation);
            return;
        }

        if (IsPersistentMethod(invocation.TargetMethod)
            || _compilation.Callees.ImplementationOf(invocation) is not { } implementation
            || caller?.Depth == MaxDepth)
        {
            _isUnknown = true;
            return;
        }

        foreach (var returned in Callees.ReturnsOf(implementation))
        {
            if (_compilation.OperationOf(returned) is { } value)
                FollowBack(value, new Call(invocation, implementation, caller), isReturned: true);
            else
                _isUnknown = true;
        }
    }

    private void AddOrigin(IOperation origin)
    {
        // A method that is called twice creates in one place.
        if (_origins.All(known => known.Syntax != origin.Syntax))
            _origins.Add(origin);
    }

    /// <summary>Follows a variable to its uses, once.</summary>
    /// <returns>Whether it is met for the first time.</returns>
    private bool FollowVariable(ISymbol variable)
    {
        if (!_variables.Add(variable))
            return false;
        if (_variables.Count > MaxVariables)
        {
            _isUnknown = true;
            return false;
        }

        foreach (var mention in _compilation.Assignments.MentionsOf(variable))
        {
            if (_compilation.OperationOf(mention) is { } use)
                FollowUse(use);
        }

        return true;
    }

    private void FollowUse(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation or ISwitchExpressionArmOperation
            || (parent is IConditionalOperation conditional && conditional.Condition != value)
            || (parent is ISwitchExpressionOperation && value is ISwitchExpressionArmOperation))
        {
            _isComparedWithNull |= parent is ICoalesceOperation;
            value = parent;
            parent = value.Parent;
        }

        switch (parent)
        {
            case IPropertyReferenceOperation property when property.Instance == value:
                FollowProperty(property);
                break;
            case IConditionalAccessOperation access when access.Operation == value:
                _isComparedWithNull = true;
                foreach (var placeholder in access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>())
                {
                    if (Operations.OutOfConditionalAccess(placeholder) == value)
                        FollowUse(placeholder);
                }

                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                FollowVariable(declarator.Symbol);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                FollowAssignment(assignment);
                break;
            case ISimpleAssignmentOperation:
                break;
            case ICoalesceAssignmentOperation assignment when assignment.Target == value:
                _isComparedWithNull = true;
                break;
            case IArgumentOperation argument:
                FollowArgument(argument);
                break;
            case IInvocationOperation call when call.Instance == value:
                FollowOwnMethod(call);
                break;
            case IIsPatternOperation pattern:
                _isComparedWithNull = true;
                foreach (var variable in pattern.Pattern.DescendantsAndSelf().Select(DeclaredBy).OfType<ISymbol>())
                    FollowVariable(variable);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }:
                _isComparedWithNull = true;
                break;
            case IReturnOperation when !IsInLambda(parent):
            case IInterpolationOperation or IExpressionStatementOperation or INameOfOperation or IIsTypeOperation:
                break;
            default:
                _isUnknown = true;
                break;
        }
    }

    private void FollowProperty(IPropertyReferenceOperation property)
    {
        if (property.Property.Name is not ("Persistent" or "DeliveryMode") || !_compilation.Client.Declares(property.Property))
            return;
        switch (property.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == property:
                Mark(property.Property.Name, assignment.Value);
                break;
            case ICompoundAssignmentOperation or ICoalesceAssignmentOperation or ITupleOperation:
                _isUnknown = true;
                break;
        }
    }

    private void FollowOwnMethod(IInvocationOperation call)
    {
        if (call.TargetMethod.Name == "SetPersistent" && call.Arguments.Length == 1)
            Mark("Persistent", call.Arguments[0].Value);
        else if (!_compilation.Client.Declares(call.TargetMethod) && !Observers.Include(call.TargetMethod))
            _isUnknown = true;
    }

    private void Mark(string property, IOperation value)
    {
        var constant = _compilation.Constants.Of(value).Value;
        var isPersistent = property == "Persistent" ? constant as bool? : constant switch
        {
            1 or (byte)1 => false,
            2 or (byte)2 => true,
            _ => null,
        };
        if (isPersistent is false)
            _transientMarks.Add(value);
        _isPersistent |= isPersistent is true;
        _isUnknown |= isPersistent is null;
    }

    private void FollowAssignment(ISimpleAssignmentOperation assignment)
    {
        switch (Operations.WithoutConversions(assignment.Target))
        {
            case ILocalReferenceOperation local:
                FollowVariable(local.Local);
                if (assignment.Parent is not IExpressionStatementOperation)
                    FollowUse(assignment);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                FollowVariable(parameter.Parameter);
                break;
            case IDiscardOperation:
                break;
            default:
                _isUnknown = true;
                break;
        }
    }

    private void FollowArgument(IArgumentOperation argument)
    {
        switch (argument.Parent)
        {
            case IInvocationOperation invocation when _compilation.Client.CallOf(invocation) is not null || Observers.Include(invocation.TargetMethod):
            case IObjectCreationOperation creation when _compilation.Client.Declares(creation.Type):
                break;
            case IInvocationOperation invocation when !IsPersistentMethod(invocation.TargetMethod)
                && _compilation.Callees.ImplementationOf(invocation) is { } implementation
                && implementation.Parameters.FirstOrDefault(parameter => parameter.Ordinal == argument.Parameter?.Ordinal) is { RefKind: RefKind.None } parameter:
                FollowVariable(parameter);
                // A method that gives back what it gets, to be called in a chain.
                if (_compilation.Client.IsProperties(invocation.Type))
                    FollowUse(invocation);
                break;
            default:
                _isUnknown = true;
                break;
        }
    }

    private bool IsPersistentMethod(IMethodSymbol method) =>
        !_persistentMethods.IsEmpty && _persistentMethods.Contains((method.ReducedFrom ?? method).OriginalDefinition.GetDocumentationCommentId() ?? string.Empty);

    private static ISymbol? DeclaredBy(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        _ => null,
    };

    private static bool IsInLambda(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation)
                return true;
            if (around is ILocalFunctionOperation)
                return false;
        }

        return false;
    }

    /// <summary>The call through which the walk has come into a method, with those before it.</summary>
    private sealed record Call(IInvocationOperation Invocation, IMethodSymbol Implementation, Call? Outer)
    {
        public int Depth { get; } = (Outer?.Depth ?? 0) + 1;
    }
}
