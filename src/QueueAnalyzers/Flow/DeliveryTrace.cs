using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// One walk along a delivery inside one body: through locals, into local functions and lambdas. Methods that get it as an
/// argument are noted, not entered. Whatever the walk does not know is an escape.
/// </summary>
internal sealed class DeliveryTrace
{
    private readonly QueueCompilation _compilation;
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private readonly DeliveryUses _uses = new();

    public DeliveryTrace(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>What the walks so far have found.</summary>
    public DeliveryUses Uses => _uses;

    /// <summary>The variables that they have come through.</summary>
    public IReadOnlyCollection<ISymbol> Followed => _followed;

    /// <summary>Follows the delivery that a body knows by a parameter.</summary>
    public void FollowParameter(IOperation body, IParameterSymbol delivery) => FollowSymbol(delivery, body);

    /// <summary>Follows the delivery that an operation gives.</summary>
    public void FollowValue(IOperation value) => Follow(value, Operations.RootOf(value));

    /// <summary>Takes every settle in the body for one of the delivery: its tag may have come another way.</summary>
    public void TakeEverySettle(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            if (_compilation.SettleOf(operation) is { } settle)
                _uses.AddSettle(settle, isTraced: false);
        }
    }

    private void FollowSymbol(ISymbol symbol, IOperation body)
    {
        if (!_followed.Add(symbol))
            return;
        foreach (var operation in body.Descendants())
        {
            var isMention = operation switch
            {
                ILocalReferenceOperation { IsDeclaration: false } local => ClientModel.Same(local.Local, symbol),
                IParameterReferenceOperation parameter => ClientModel.Same(parameter.Parameter, symbol),
                _ => false,
            };
            if (isMention)
                Follow(operation, body);
        }
    }

    /// <summary>Follows one value, the event args, the result or the tag, to its use.</summary>
    private void Follow(IOperation value, IOperation body)
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
                    Follow(placeholder, body);
                break;
            case IConditionalAccessOperation access when access.WhenNotNull == value:
                Follow(access, body);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                FollowSymbol(declarator.Symbol, body);
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
            Follow(member, body);
        else
            _uses.IsRead = true;
    }

    private void FollowAssignment(ISimpleAssignmentOperation assignment, IOperation value, IOperation body)
    {
        switch (Operations.WithoutConversions(assignment.Target))
        {
            case ILocalReferenceOperation local:
                FollowSymbol(local.Local, body);
                // while ((result = Get()) != null): the assignment is a value as well.
                if (assignment.Parent is not IExpressionStatementOperation && value is not null)
                    Follow(assignment, body);
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
                    FollowSymbol(declared, body);
                    break;
                case IRecursivePatternOperation recursive:
                    if (recursive.DeclaredSymbol is { } whole)
                        FollowSymbol(whole, body);
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

        if (_compilation.Callees.ImplementationOf(invocation) is { } method
            && argument.Parameter is { } passed && passed.Ordinal < method.Parameters.Length
            && method.Parameters[passed.Ordinal] is { RefKind: RefKind.None } parameter
            && Callees.DeclarationOf(method) is { } declaration && _compilation.Compilation.ContainsSyntaxTree(declaration.SyntaxTree))
        {
            _uses.Add(new HandOn(invocation, method, parameter, declaration));
        }
        else
        {
            _uses.AddEscape(invocation);
        }
    }

    /// <summary>The consumer base classes of the client do nothing with a delivery; the eventing ones raise their event.</summary>
    private bool IsDefaultDeliver(IMethodSymbol method) =>
        _compilation.Client.Declares(method) && method.ContainingType.Name is "DefaultBasicConsumer" or "AsyncDefaultBasicConsumer";
}
