using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Loops that count. Paths do not know numbers, so what depends on them stays unknown.</summary>
internal static class Counters
{
    /// <summary>
    /// Whether a loop's body decides on the delivery by what the loop's condition asks for, like an attempt that knows to be the
    /// last: then nothing is certain of the way out through the condition.
    /// </summary>
    public static bool AreTestedIn(IOperation body, IOperation condition, DeliveryUses uses)
    {
        var counters = SymbolsIn(condition);
        return counters.Count > 0 && body.Descendants().Any(operation => operation switch
        {
            IConditionalOperation choice => Mentions(choice.Condition) && (uses.IsUsedIn(choice) || Leaves(choice)),
            ICatchClauseOperation { Filter: { } filter } => Mentions(filter),
            ISwitchOperation choice => Mentions(choice.Value) && uses.IsUsedIn(choice),
            _ => false,
        });

        bool Mentions(IOperation operation) => SymbolsIn(operation).Any(symbol => counters.Any(counter => ClientModel.Same(counter, symbol)));
    }

    /// <summary>Whether a loop that counts from one constant to another has a first round.</summary>
    public static bool HasRound(IForLoopOperation loop, QueueCompilation compilation)
    {
        if (loop.Condition is not IBinaryOperation condition
            || Operations.SymbolOf(condition.LeftOperand) is not ILocalSymbol counter
            || compilation.Constants.Of(condition.RightOperand).Value is not int limit)
            return false;
        var start = loop.Before
            .SelectMany(before => before.DescendantsAndSelf())
            .OfType<IVariableDeclaratorOperation>()
            .Where(declarator => ClientModel.Same(declarator.Symbol, counter))
            .Select(declarator => declarator.GetVariableInitializer()?.Value.ConstantValue)
            .FirstOrDefault();
        return start is { HasValue: true, Value: int first } && condition.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => first < limit,
            BinaryOperatorKind.LessThanOrEqual => first <= limit,
            BinaryOperatorKind.GreaterThan => first > limit,
            BinaryOperatorKind.GreaterThanOrEqual => first >= limit,
            _ => false,
        };
    }

    private static bool Leaves(IConditionalOperation choice) =>
        choice.WhenTrue.DescendantsAndSelf().Any(operation => operation is IThrowOperation or IReturnOperation);

    private static List<ISymbol> SymbolsIn(IOperation operation) => operation.DescendantsAndSelf().Select(Operations.SymbolOf).OfType<ISymbol>().ToList();
}
