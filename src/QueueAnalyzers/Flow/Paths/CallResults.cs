using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>What calls tell by their result: often whether they have settled.</summary>
internal static class CallResults
{
    /// <summary>What a call returns on a path that ends in it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="exit">Where the path leaves the called function.</param>
    /// <param name="path">The path, with what it knows inside the function.</param>
    public static CallResult? Of(IInvocationOperation call, Exit exit, Path path)
    {
        if (exit.Return is not { ReturnedValue: { } value } end)
            return null;
        if (path.Returned is { } returned && returned.Call == end.Syntax)
            return returned with { Call = call.Syntax };
        return path.Result is { } inner && inner.Call == Operations.Awaited(value).Syntax ? inner with { Call = call.Syntax } : null;
    }

    /// <summary>
    /// Where <see langword="null"/> says that the delivery is settled, everything else says that it is not: that a result which is
    /// not known could be <see langword="null"/> as well is no path to speak of.
    /// </summary>
    public static PathSet Complete(PathSet paths, IInvocationOperation call) =>
        paths.Any(path => path.State == Typestate.Settled && path.Result is { IsNull: true } result && result.Call == call.Syntax)
            ? paths.Select(path => path.Result is null ? path with { Result = new CallResult(call.Syntax, null, IsConstant: false) } : path)
            : paths;

    /// <summary>The call whose result a condition compares with <see langword="null"/>, and whether it holds when it is.</summary>
    public static (SyntaxNode Call, bool IsNull)? NullTest(IOperation condition)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, RightOperand: var right } comparison when IsNullLiteral(right):
                return (Operations.Awaited(comparison.LeftOperand).Syntax, comparison.OperatorKind == BinaryOperatorKind.Equals);
            case IIsPatternOperation test:
                var pattern = test.Pattern;
                var isNegated = false;
                for (; pattern is INegatedPatternOperation negated; pattern = negated.Pattern)
                    isNegated = !isNegated;
                return pattern switch
                {
                    IConstantPatternOperation { Value: var value } when IsNullLiteral(value) => (Operations.Awaited(test.Value).Syntax, !isNegated),
                    IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } => (Operations.Awaited(test.Value).Syntax, isNegated),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static bool IsNullLiteral(IOperation operation) => Operations.WithoutConversions(operation) is { ConstantValue: { HasValue: true, Value: null } };
}
