using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// One walk along a delivery inside one body: through locals, into local functions and lambdas, along the objects that keep it
/// and the delegates that settle it. Methods that get any of these are noted, not entered. Whatever the walk does not know is
/// an escape.
/// </summary>
internal sealed class DeliveryTrace
{
    private readonly QueueCompilation _compilation;
    private readonly Dictionary<ISymbol, DeliveryForm> _followed = new(SymbolEqualityComparer.Default);
    private readonly DeliveryUses _uses = new();

    public DeliveryTrace(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>What the walks so far have found.</summary>
    public DeliveryUses Uses => _uses;

    /// <summary>The variables with the delivery itself that they have come through.</summary>
    public IReadOnlyCollection<ISymbol> Followed => _followed.Where(held => held.Value.Equals(DeliveryForm.Itself)).Select(held => held.Key).ToList();

    /// <summary>Follows the delivery that a body knows by some variables.</summary>
    public void Follow(IOperation body, DeliveryHolders holders)
    {
        foreach (var (variable, form) in holders.All)
            FollowSymbol(variable, body, form);
        if (holders.OwnMembers is { IsEmpty: false } members)
            FollowInstance(body, members);
        FollowFunctions(body);
    }

    /// <summary>Follows the delivery that an operation gives.</summary>
    public void FollowValue(IOperation value)
    {
        var body = Operations.RootOf(value);
        Follow(value, body, DeliveryForm.Itself);
        FollowFunctions(body);
    }

    /// <summary>Takes every settle in the body for one of the delivery: its tag may have come another way.</summary>
    public void TakeEverySettle(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (_compilation.SettleOf(operation) is { } settle)
                _uses.AddSettle(settle, isTraced: false);
        }
    }

    private void FollowSymbol(ISymbol symbol, IOperation body, DeliveryForm form)
    {
        if (_followed.TryGetValue(symbol, out var known) && known.Equals(form))
            return;
        var isClear = known is null;
        _followed[symbol] = form;
        foreach (var operation in body.Descendants())
        {
            var isMention = operation switch
            {
                ILocalReferenceOperation { IsDeclaration: false } local => ClientModel.Same(local.Local, symbol),
                IParameterReferenceOperation parameter => ClientModel.Same(parameter.Parameter, symbol),
                IMemberReferenceOperation { Instance: IInstanceReferenceOperation } member => ClientModel.Same(member.Member, symbol),
                _ => false,
            };
            if (!isMention)
                continue;
            if (isClear)
                Follow(operation, body, form);
            else
                _uses.AddEscape(operation);
        }
    }

    /// <summary>Follows one value to its use.</summary>
    private void Follow(IOperation value, IOperation body, DeliveryForm form)
    {
        if (form.Settle is { } settle)
            FollowDelegate(value, settle);
        else if (!form.Members.IsEmpty)
            FollowObject(value, body, form);
        else
            FollowDelivery(value, body);
    }

    /// <summary>Follows the event args, the result or the tag.</summary>
    private void FollowDelivery(IOperation value, IOperation body)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IAwaitOperation
            || (parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" } wait && wait.Instance == value)
            || (parent is IPropertyReferenceOperation { Property.Name: "Result" } result && result.Instance == value && !_compilation.Client.Declares(result.Property)))
        {
            value = parent;
            parent = value.Parent;
        }

        switch (parent)
        {
            case IMemberReferenceOperation member when member.Instance == value:
                Read(member, body);
                break;
            case IConditionalAccessOperation access when access.Operation == value:
                foreach (var placeholder in access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>())
                    FollowDelivery(placeholder, body);
                break;
            case IConditionalAccessOperation access when access.WhenNotNull == value:
                FollowDelivery(access, body);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                FollowSymbol(declarator.Symbol, body, DeliveryForm.Itself);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                FollowAssignment(assignment, value, body);
                break;
            case ISimpleAssignmentOperation:
                // Set, not read: what is assigned is followed from where it comes.
                break;
            case IArgumentOperation { Parent: IInvocationOperation invocation } argument:
                FollowArgument(argument, invocation);
                break;
            case IArgumentOperation { Parent: IObjectCreationOperation creation, Parameter: { } parameter } when MessageObjects.MembersOf(creation, parameter, _compilation) is { IsEmpty: false } members:
                FollowObject(creation, body, DeliveryForm.KeptIn(members));
                break;
            case IIsPatternOperation pattern:
                FollowPattern(pattern.Pattern, body);
                break;
            case IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThanOrEqual
            }:
            case IInterpolationOperation or IExpressionStatementOperation or INameOfOperation or IIsTypeOperation:
                break;
            case IInvocationOperation call when call.Instance == value && Observers.Include(call.TargetMethod):
                break;
            case IInvocationOperation { Instance: { } instance } call when instance == value && value.Type?.SpecialType == SpecialType.System_UInt64 && call.TargetMethod.ReturnsVoid == false:
                // tag.ToString() and its like
                break;
            default:
                _uses.AddEscape(parent ?? value);
                break;
        }
    }

    private void Read(IMemberReferenceOperation member, IOperation body)
    {
        if (!_compilation.Client.Declares(member.Member) || member is IMethodReferenceOperation)
            _uses.AddEscape(member);
        else if (member.Member.Name == "DeliveryTag")
            FollowDelivery(member, body);
        else
            _uses.IsRead = true;
    }

    private void FollowAssignment(ISimpleAssignmentOperation assignment, IOperation value, IOperation body)
    {
        switch (Operations.WithoutConversions(assignment.Target))
        {
            case ILocalReferenceOperation local:
                FollowSymbol(local.Local, body, DeliveryForm.Itself);
                // while ((result = Get()) != null): the assignment is a value as well.
                if (assignment.Parent is not IExpressionStatementOperation && value is not null)
                    FollowDelivery(assignment, body);
                break;
            case IDiscardOperation:
                break;
            default:
                _uses.AddEscape(assignment);
                break;
        }
    }

    private void FollowPattern(IPatternOperation pattern, IOperation body)
    {
        foreach (var part in pattern.DescendantsAndSelf())
        {
            switch (part)
            {
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                    FollowSymbol(declared, body, DeliveryForm.Itself);
                    break;
                case IRecursivePatternOperation recursive:
                    if (recursive.DeclaredSymbol is { } whole)
                        FollowSymbol(whole, body, DeliveryForm.Itself);
                    _uses.IsRead |= !recursive.PropertySubpatterns.IsEmpty;
                    break;
            }
        }
    }

    private void FollowArgument(IArgumentOperation argument, IInvocationOperation invocation)
    {
        if (_compilation.SettleOf(invocation) is { } settle)
        {
            _uses.AddSettle(settle, isTraced: true);
            return;
        }

        if (_compilation.Client.CallOf(invocation) is not null || Observers.Include(invocation.TargetMethod) || IsDefaultDeliver(invocation.TargetMethod))
            return;

        Add(HandOn.Of(argument, DeliveryForm.Itself, _compilation), invocation);
    }

    /// <summary>Follows a delegate that does nothing but settle.</summary>
    private void FollowDelegate(IOperation value, ClientCall settle)
    {
        var user = Operations.UserOf(value);
        if (user is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: { } called } call && Operations.WithoutConversions(called) == value)
            _uses.AddSettle(call, settle);
        else if (user is IArgumentOperation { Parent: IInvocationOperation invocation } argument)
            Add(HandOn.Of(argument, DeliveryForm.SettledBy(settle), _compilation), invocation);
        else
            _uses.AddEscape(user ?? value);
    }

    /// <summary>Follows an object that keeps the delivery in some members.</summary>
    private void FollowObject(IOperation value, IOperation body, DeliveryForm form)
    {
        switch (Operations.UserOf(value))
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when !MessageObjects.IsDisposedWith(declarator) && _compilation.Assignments.SingleValueOf(declarator.Symbol) is not null:
                FollowSymbol(declarator.Symbol, body, form);
                break;
            case IMemberReferenceOperation member and not IMethodReferenceOperation when form.Members.Contains(member.Member, SymbolEqualityComparer.Default):
                FollowDelivery(member, body);
                break;
            case IMemberReferenceOperation member and not IMethodReferenceOperation when MessageObjects.IsWithoutMeaning(member, _compilation)
                || (member.Member is IPropertySymbol property && MessageObjects.IsOnlyRead(property, form.Members, _compilation)):
                _uses.IsRead = true;
                break;
            case IInvocationOperation { Instance: { } instance } call when Operations.WithoutConversions(instance) == value:
                Add(HandOn.Of(call, form.Members, _compilation), call);
                break;
            case IArgumentOperation { Parent: IInvocationOperation invocation } argument:
                Add(HandOn.Of(argument, form, _compilation), invocation);
                break;
            case { } user:
                _uses.AddEscape(user);
                break;
        }
    }

    /// <summary>Follows what a method of an object that keeps the delivery does with the object itself.</summary>
    private void FollowInstance(IOperation body, ImmutableArray<ISymbol> members)
    {
        foreach (var instance in body.Descendants().OfType<IInstanceReferenceOperation>().Where(instance => instance.ReferenceKind == InstanceReferenceKind.ContainingTypeInstance))
        {
            switch (Operations.UserOf(instance))
            {
                case IMemberReferenceOperation member and not IMethodReferenceOperation
                    when members.Contains(member.Member, SymbolEqualityComparer.Default) || MessageObjects.IsWithoutMeaning(member, _compilation):
                    break;
                case IInvocationOperation call when call.Instance == instance:
                    Add(HandOn.Of(call, members, _compilation), call);
                    break;
                case { } user:
                    _uses.AddEscape(user);
                    break;
            }
        }
    }

    /// <summary>Follows the functions in a body that do nothing but settle the delivery, and that go to methods in source.</summary>
    private void FollowFunctions(IOperation body)
    {
        foreach (var function in body.Descendants().Where(part => part is IAnonymousFunctionOperation or IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }))
        {
            var handOns = SettlingFunctions.HandOnsOf(function, _uses, _compilation);
            foreach (var handOn in handOns)
                _uses.Add(handOn);
            if (!handOns.IsEmpty)
                _uses.AddFollowed(function);
        }
    }

    private void Add(HandOn? handOn, IInvocationOperation invocation)
    {
        if (handOn is not null)
            _uses.Add(handOn);
        else if (!Observers.Include(invocation.TargetMethod))
            _uses.AddEscape(invocation);
    }

    /// <summary>The consumer base classes of the client do nothing with a delivery; the eventing ones raise their event.</summary>
    private bool IsDefaultDeliver(IMethodSymbol method) =>
        _compilation.Client.Declares(method) && method.ContainingType.Name is "DefaultBasicConsumer" or "AsyncDefaultBasicConsumer";
}
