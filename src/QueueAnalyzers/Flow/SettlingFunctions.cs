using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Lambdas and local functions that do nothing but settle a delivery, whatever happens, and that a method is given to call when
/// it has decided: <c>Process(body, ack: () => …, nack: () => …)</c>.
/// </summary>
internal static class SettlingFunctions
{
    /// <summary>The calls that get such a function.</summary>
    /// <param name="function">A lambda, or the name of a local function.</param>
    /// <param name="uses">What is known of the delivery so far.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The calls; none when the function is no such one, or when it goes anywhere else as well.</returns>
    public static ImmutableArray<HandOn> HandOnsOf(IOperation function, DeliveryUses uses, QueueCompilation compilation)
    {
        if (SettleOf(function, uses, compilation) is not { } settle)
            return ImmutableArray<HandOn>.Empty;
        var form = DeliveryForm.SettledBy(settle);
        var handOns = ArgumentsWith(function, compilation).Select(argument => HandOn.Of(argument, form, compilation)).ToImmutableArray();
        return handOns.Contains(null) ? ImmutableArray<HandOn>.Empty : handOns.OfType<HandOn>().ToImmutableArray();
    }

    /// <summary>The settle that a function is, or <see langword="null"/> when it does something else as well, or not always the same.</summary>
    private static ClientCall? SettleOf(IOperation function, DeliveryUses uses, QueueCompilation compilation)
    {
        var code = function is IMethodReferenceOperation { Method: var method } ? compilation.Callees.CodeOf(method.OriginalDefinition) : function;
        if (code is null)
            return null;
        var settle = default(ClientCall);
        foreach (var part in code.Descendants())
        {
            switch (part)
            {
                case IInvocationOperation call when uses.SettleAt(call) is { IsTraced: true, Call: var found } && settle is null:
                    settle = found;
                    break;
                case IInvocationOperation call when !Harmless.Include(call, compilation):
                case IConditionalOperation or IConditionalAccessOperation or ICoalesceOperation or ISwitchOperation or ISwitchExpressionOperation
                    or ILoopOperation or ITryOperation or IThrowOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or IBranchOperation
                    or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                    return null;
            }
        }

        return settle;
    }

    /// <summary>The arguments that a function is passed as: itself, or a local that holds nothing else.</summary>
    /// <returns>The arguments; none when it goes anywhere else as well.</returns>
    private static ImmutableArray<IArgumentOperation> ArgumentsWith(IOperation function, QueueCompilation compilation)
    {
        var user = Operations.UserOf(function);
        if (user is IArgumentOperation argument)
            return ImmutableArray.Create(argument);
        if (user is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var holder } } || compilation.Assignments.SingleValueOf(holder) is null)
            return ImmutableArray<IArgumentOperation>.Empty;

        var arguments = ImmutableArray.CreateBuilder<IArgumentOperation>();
        foreach (var mention in compilation.Assignments.MentionsOf(holder))
        {
            if (compilation.OperationOf(mention) is not { } held || Operations.UserOf(held) is not IArgumentOperation passed)
                return ImmutableArray<IArgumentOperation>.Empty;
            arguments.Add(passed);
        }

        return arguments.ToImmutable();
    }
}
