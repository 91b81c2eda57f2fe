using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// One walk along a delivery: through locals, into local functions and lambdas, and into the methods of the compilation
/// that get it as an argument, up to four deep. Whatever it does not know is an escape.
/// </summary>
internal sealed class DeliveryTrace
{
    private const int MaxDepth = 4;

    private readonly QueueCompilation _compilation;
    private readonly ImmutableArray<Settle>.Builder _settles = ImmutableArray.CreateBuilder<Settle>();
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);
    private bool _escapes;
    private bool _isRead;

    public DeliveryTrace(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>What the walks so far have found.</summary>
    public DeliveryFate Fate => new(
        _settles.OrderBy(settle => settle.InHandler.Syntax.SpanStart).ToImmutableArray(), _escapes, _isRead);

    /// <summary>Follows the delivery that a handler receives. A settle of any tag in the handler counts: the tag may have come another way.</summary>
    public void FollowHandler(IOperation body, IParameterSymbol delivery)
    {
        FollowSymbol(delivery, body, caller: null, depth: 0);
        foreach (var operation in body.Descendants())
        {
            if (_compilation.Client.CallOf(operation) is { } call && call.Kind.Settles())
                AddSettle(call, call.Invocation);
        }
    }

    /// <summary>Follows the delivery that an operation gives.</summary>
    public void FollowValue(IOperation value) => Follow(value, Operations.RootOf(value), caller: null, depth: 0);

    private void FollowSymbol(ISymbol symbol, IOperation body, IInvocationOperation? caller, int depth)
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
                Follow(operation, body, caller, depth);
        }
    }

    /// <summary>Follows one value, the event args, the result or the tag, to its use.</summary>
    private void Follow(IOperation value, IOperation body, IInvocationOperation? caller, int depth)
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
                Read(member, body, caller, depth);
                break;
            case IConditionalAccessOperation access when access.Operation == value:
                foreach (var placeholder in access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>())
                    Follow(placeholder, body, caller, depth);
                break;
            case IConditionalAccessOperation access when access.WhenNotNull == value:
                Follow(access, body, caller, depth);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                FollowSymbol(declarator.Symbol, body, caller, depth);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Value == value:
                FollowAssignment(assignment, value, body, caller, depth);
                break;
            case ISimpleAssignmentOperation:
                // Set, not read: what is assigned is followed from where it comes.
                break;
            case IArgumentOperation { Parent: IInvocationOperation invocation } argument:
                FollowArgument(argument, invocation, caller, depth);
                break;
            case IIsPatternOperation pattern:
                FollowPattern(pattern.Pattern, body, caller, depth);
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
                Escape();
                break;
        }
    }

    private void Read(IMemberReferenceOperation member, IOperation body, IInvocationOperation? caller, int depth)
    {
        if (!_compilation.Client.Declares(member.Member))
        {
            Escape();
            return;
        }

        if (member.Member.Name == "DeliveryTag")
            Follow(member, body, caller, depth);
        else if (member is IMethodReferenceOperation)
            Escape();
        else
            _isRead = true;
    }

    private void FollowAssignment(ISimpleAssignmentOperation assignment, IOperation value, IOperation body, IInvocationOperation? caller, int depth)
    {
        switch (Operations.WithoutConversions(assignment.Target))
        {
            case ILocalReferenceOperation local:
                FollowSymbol(local.Local, body, caller, depth);
                // while ((result = Get()) != null): the assignment is a value as well.
                if (assignment.Parent is not IExpressionStatementOperation && value is not null)
                    Follow(assignment, body, caller, depth);
                break;
            case IDiscardOperation:
                break;
            default:
                Escape();
                break;
        }
    }

    private void FollowPattern(IPatternOperation pattern, IOperation body, IInvocationOperation? caller, int depth)
    {
        foreach (var part in pattern.DescendantsAndSelf())
        {
            switch (part)
            {
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                    FollowSymbol(declared, body, caller, depth);
                    break;
                case IRecursivePatternOperation recursive:
                    if (recursive.DeclaredSymbol is { } whole)
                        FollowSymbol(whole, body, caller, depth);
                    _isRead |= !recursive.PropertySubpatterns.IsEmpty;
                    break;
            }
        }
    }

    private void FollowArgument(IArgumentOperation argument, IInvocationOperation invocation, IInvocationOperation? caller, int depth)
    {
        if (_compilation.Client.CallOf(invocation) is { } call)
        {
            if (call.Kind.Settles() && argument.Parameter is not null)
                AddSettle(call, caller ?? invocation);
            return;
        }

        var method = invocation.TargetMethod;
        if (Observers.Include(method) || IsDefaultDeliver(method))
            return;

        var parameter = argument.Parameter is { } passed && method.OriginalDefinition.Parameters.Length > passed.Ordinal
            ? method.OriginalDefinition.Parameters[passed.Ordinal]
            : null;
        if (depth == MaxDepth || parameter is null || parameter.RefKind != RefKind.None || BodyOf(method) is not { } body)
        {
            Escape();
            return;
        }

        FollowSymbol(parameter, body, caller ?? invocation, depth + 1);
    }

    /// <summary>The consumer base classes of the client do nothing with a delivery; the eventing ones raise their event.</summary>
    private bool IsDefaultDeliver(IMethodSymbol method) =>
        _compilation.Client.Declares(method) && method.ContainingType.Name is "DefaultBasicConsumer" or "AsyncDefaultBasicConsumer";

    /// <summary>The body that a call surely runs, or <see langword="null"/>.</summary>
    private IOperation? BodyOf(IMethodSymbol method) =>
        Callees.ImplementationOf(method) is { } implementation ? _compilation.OperationOf(Callees.DeclarationOf(implementation)!) : null;

    private void AddSettle(ClientCall call, IInvocationOperation inHandler)
    {
        if (_settles.All(known => known.Call.Invocation.Syntax != call.Invocation.Syntax))
            _settles.Add(new Settle(call, inHandler));
    }

    private void Escape()
    {
        _escapes = true;
        _isRead = true;
    }
}
