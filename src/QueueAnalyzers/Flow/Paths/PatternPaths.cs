using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Parts paths by whether a value matches a pattern, of <c>1 or 2</c> part by part.</summary>
internal static class PatternPaths
{
    /// <summary>The paths on which a value matches a pattern, and those on which it does not.</summary>
    /// <param name="tested">The value; it has been walked.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="paths">The paths to the pattern.</param>
    /// <param name="decided">The conditions that paths remember.</param>
    public static (PathSet Matching, PathSet Others) Part(IOperation tested, IPatternOperation pattern, PathSet paths, DecidedConditions decided)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return (paths, PathSet.Empty);
            case INegatedPatternOperation negated:
                var (matching, others) = Part(tested, negated.Pattern, paths, decided);
                return (others, matching);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                var (left, notLeft) = Part(tested, either.LeftPattern, paths, decided);
                var (right, neither) = Part(tested, either.RightPattern, notLeft, decided);
                return (PathSet.Join((left, right)), neither);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                var (first, notFirst) = Part(tested, both.LeftPattern, paths, decided);
                var (all, notSecond) = Part(tested, both.RightPattern, first, decided);
                return (all, PathSet.Join((notFirst, notSecond)));
            default:
                return Part(Condition.Of(tested, pattern), paths, decided);
        }
    }

    /// <summary>The paths on which a condition holds that has been walked, and those on which it does not.</summary>
    public static (PathSet Matching, PathSet Others) Part(Condition? condition, PathSet paths, DecidedConditions decided) =>
        condition is { } known && decided.Contains(known)
            ? (paths.Select(path => path.Assuming(known, true)), paths.Select(path => path.Assuming(known, false)))
            : (paths, paths);
}
