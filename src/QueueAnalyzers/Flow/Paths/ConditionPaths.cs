using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Parts paths by how conditions turn out, and leaves out those that would need one condition both ways.</summary>
internal sealed class ConditionPaths
{
    private readonly PathWalker _walker;

    public ConditionPaths(PathWalker walker) => _walker = walker;

    /// <summary>Goes through a condition.</summary>
    /// <returns>The paths on which it holds, and those on which it does not.</returns>
    public (PathSet WhenTrue, PathSet WhenFalse) Visit(IOperation condition, PathSet paths)
    {
        condition = Operations.WithoutConversions(condition);
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                var (yes, no) = Visit(not.Operand, paths);
                return (no, yes);
            case IBinaryOperation or IIsPatternOperation when Condition.OfFlag(condition) is var (flag, expected):
                var (whenSet, whenNot) = Visit(flag, paths);
                return expected ? (whenSet, whenNot) : (whenNot, whenSet);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                {
                    var (leftTrue, leftFalse) = Visit(and.LeftOperand, paths);
                    var (rightTrue, rightFalse) = Visit(and.RightOperand, leftTrue);
                    return (rightTrue, PathSet.Join((leftFalse, rightFalse)));
                }

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                {
                    var (leftTrue, leftFalse) = Visit(or.LeftOperand, paths);
                    var (rightTrue, rightFalse) = Visit(or.RightOperand, leftFalse);
                    return (PathSet.Join((leftTrue, rightTrue)), rightFalse);
                }

            case IBinaryOperation { IsLifted: false } both when IsFlag(both.LeftOperand) && IsFlag(both.RightOperand) && IsOfFlags(both.OperatorKind):
                return Visit(both.LeftOperand, both.OperatorKind, both.RightOperand, paths);
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                {
                    var (first, second) = Visit(choice.Condition, paths);
                    var ((firstTrue, firstFalse), (secondTrue, secondFalse)) = (Visit(choice.WhenTrue, first), Visit(otherwise, second));
                    return (PathSet.Join((firstTrue, secondTrue)), PathSet.Join((firstFalse, secondFalse)));
                }

            case ISwitchExpressionOperation choice:
                return _walker.VisitCondition(choice, paths);
            case IIsPatternOperation test when Condition.Of(condition) is null:
                {
                    var (matching, others) = PatternPaths.Part(test.Value, test.Pattern, _walker.Visit(condition, paths), _walker.Explorer.Decided);
                    return (Decide(condition, matching).WhenTrue, Decide(condition, others).WhenFalse);
                }

            default:
                return Decide(condition, _walker.Visit(condition, paths));
        }
    }

    /// <summary>Goes through two flags that are always both asked: <c>==</c>, <c>|</c>, <c>&amp;</c> and <c>^</c>, also in <c>|=</c>.</summary>
    /// <returns>The paths on which what they make is true, and those on which it is not.</returns>
    public (PathSet WhenTrue, PathSet WhenFalse) Visit(IOperation left, BinaryOperatorKind kind, IOperation right, PathSet paths)
    {
        var (leftTrue, leftFalse) = Visit(left, paths);
        var ((both, onlyLeft), (onlyRight, none)) = (Visit(right, leftTrue), Visit(right, leftFalse));
        return kind switch
        {
            BinaryOperatorKind.Or => (PathSet.Join((both, PathSet.Join((onlyLeft, onlyRight)))), none),
            BinaryOperatorKind.And => (both, PathSet.Join((none, PathSet.Join((onlyLeft, onlyRight))))),
            BinaryOperatorKind.Equals => (PathSet.Join((both, none)), PathSet.Join((onlyLeft, onlyRight))),
            _ => (PathSet.Join((onlyLeft, onlyRight)), PathSet.Join((both, none))),
        };
    }

    /// <summary>Whether two flags make a flag with the operator, and are always both asked.</summary>
    public static bool IsOfFlags(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.Or or BinaryOperatorKind.And or BinaryOperatorKind.ExclusiveOr;

    private static bool IsFlag(IOperation operand) => operand.Type?.SpecialType == SpecialType.System_Boolean && !operand.ConstantValue.HasValue;

    private (PathSet WhenTrue, PathSet WhenFalse) Decide(IOperation condition, PathSet paths)
    {
        if (_walker.Compilation.Constants.Of(condition).Value is bool constant)
            return constant ? (paths, PathSet.Empty) : (PathSet.Empty, paths);

        var message = _walker.Fetch?.MessageBy(condition) ?? default;
        var (isExcuse, isOtherwise) = (Excuses.Include(condition, true, _walker.Compilation), Excuses.Include(condition, false, _walker.Compilation));
        var stops = Stops.OutcomeOf(condition);
        var source = Operations.Awaited(condition).Syntax;
        var nullTest = CallResults.NullTest(condition);
        var known = Condition.Of(condition);
        return (paths.Select(path => Take(path, true)), paths.Select(path => Take(path, false)));

        Path? Take(Path path, bool outcome)
        {
            var assumptions = known is { } asked ? Assume(path.Assumptions, asked, outcome) : path.Assumptions;
            if (assumptions is null || Contradicts(path, outcome))
                return null;
            if ((outcome ? message.WhenTrue : message.WhenFalse) is { } isThere)
                return (path with { Assumptions = assumptions }).WithMessage(isThere);
            return path with
            {
                Assumptions = assumptions,
                IsExcused = path.IsExcused || (outcome ? isExcuse : isOtherwise),
                IsStopped = path.IsStopped || (stops == outcome && !path.HasWorked),
            };
        }

        // The call that has just been made returns false where it has not settled, say; and what is null has no members.
        bool Contradicts(Path path, bool outcome) =>
            (path.Result is { Value: bool result } call && call.Call == source && result != outcome)
            || (path.Result is { } tested && nullTest is var (operand, isNull) && tested.Call == operand && (tested.IsNull == isNull) != outcome)
            || (known is { NullIf: { } variable } && path.Assumptions.Has(variable, true) && outcome == known.Value.Negated);
    }

    private Assumptions? Assume(Assumptions assumptions, Condition condition, bool outcome)
    {
        var holds = outcome != condition.Negated;
        if (!holds && _walker.Enumerations.IsLast(assumptions, condition.Key))
            return null;
        return _walker.Explorer.Decided.Contains(condition) ? assumptions.And(condition.Key, holds) : assumptions;
    }
}
