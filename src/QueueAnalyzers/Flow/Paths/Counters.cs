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

    /// <summary>How often the body of a loop runs if nothing leaves it: loops over attempts count from one constant to another.</summary>
    /// <returns>The number, or <see langword="null"/> when it depends on what the program does.</returns>
    public static int? RoundsOf(IForLoopOperation loop, QueueCompilation compilation)
    {
        if (loop.Locals.Length != 1 || loop.Locals[0] is not { } counter
            || loop.Before.SelectMany(before => before.DescendantsAndSelf()).OfType<IVariableDeclaratorOperation>().FirstOrDefault()?.GetVariableInitializer()?.Value.ConstantValue is not { HasValue: true, Value: int first }
            || loop.Condition is not IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual } condition
            || !IsCounter(condition.LeftOperand) || compilation.Constants.Of(condition.RightOperand).Value is not int last
            || loop.AtLoopBottom.Length != 1
            || !loop.AtLoopBottom[0].DescendantsAndSelf().Any(step => step is IIncrementOrDecrementOperation { Kind: OperationKind.Increment } increment && IsCounter(increment.Target))
            || loop.Body.Descendants().Any(operation => operation is ILocalReferenceOperation { Parent: IAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } } local && IsCounter(local)))
            return null;
        var rounds = (long)last - first + (condition.OperatorKind == BinaryOperatorKind.LessThanOrEqual ? 1 : 0);
        return (int)Math.Max(0, Math.Min(rounds, int.MaxValue));

        bool IsCounter(IOperation operation) => Operations.WithoutConversions(operation) is ILocalReferenceOperation local && ClientModel.Same(local.Local, counter);
    }

    private static bool Leaves(IConditionalOperation choice) =>
        choice.WhenTrue.DescendantsAndSelf().Any(operation => operation is IThrowOperation or IReturnOperation);

    private static List<ISymbol> SymbolsIn(IOperation operation) => operation.DescendantsAndSelf().Select(Operations.SymbolOf).OfType<ISymbol>().ToList();
}
