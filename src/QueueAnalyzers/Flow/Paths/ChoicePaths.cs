using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Parts paths at <c>if</c>, <c>?:</c>, <c>??</c>, <c>?.</c> and <c>switch</c>, and brings them together behind.</summary>
internal sealed class ChoicePaths
{
    private readonly PathWalker _walker;

    public ChoicePaths(PathWalker walker) => _walker = walker;

    /// <summary>Goes through a choice.</summary>
    public PathSet Visit(IOperation choice, PathSet paths)
    {
        switch (choice)
        {
            case IConditionalOperation conditional:
                var (whenTrue, whenFalse) = _walker.VisitCondition(conditional.Condition, paths);
                return PathSet.Join((_walker.Visit(conditional.WhenTrue, whenTrue), _walker.Visit(conditional.WhenFalse, whenFalse)));
            case ICoalesceOperation coalesce:
                var (isNull, isNotNull) = PartByNull(coalesce.Value, paths);
                return PathSet.Join((isNotNull, _walker.Visit(coalesce.WhenNull, isNull)));
            case ICoalesceAssignmentOperation coalesce:
                var (isUnset, isSet) = PartByNull(coalesce.Target, paths);
                isUnset = _walker.Visit(coalesce.Value, isUnset);
                return PathSet.Join((isSet, Condition.NameOf(coalesce.Target) is { } name ? _walker.Forget(name, isUnset) : isUnset));
            case IConditionalAccessOperation access:
                var (absent, present) = PartByNull(access.Operation, paths);
                // A channel that is null cannot settle anything, nor can its consumer; the way past it is not the program's choice.
                return PathSet.Join((
                    _walker.Compilation.Client.IsOnConnection(access.Operation.Type) ? absent.Excused() : absent,
                    _walker.Visit(access.WhenNotNull, present)));
            case ISwitchOperation statement:
                return VisitSwitch(statement, paths);
            default:
                return VisitSwitchExpression((ISwitchExpressionOperation)choice, paths);
        }
    }

    /// <summary>Goes through a switch expression that is a condition.</summary>
    /// <returns>The paths on which it holds, and those on which it does not.</returns>
    public (PathSet WhenTrue, PathSet WhenFalse) VisitCondition(ISwitchExpressionOperation choice, PathSet paths)
    {
        var (whenTrue, whenFalse) = (new PathSet(), new PathSet());
        foreach (var (arm, taken) in PartByArms(choice, paths))
        {
            var (holds, fails) = _walker.VisitCondition(arm.Value, taken);
            whenTrue.Add(holds);
            whenFalse.Add(fails);
        }

        return (whenTrue, whenFalse);
    }

    /// <summary>The paths on which a value is <see langword="null"/>, and those on which it is not.</summary>
    private (PathSet Null, PathSet NotNull) PartByNull(IOperation value, PathSet paths)
    {
        paths = _walker.Visit(value, paths);
        return PatternPaths.Part(Condition.IsNull(value), paths, _walker.Explorer.Decided);
    }

    private PathSet VisitSwitch(ISwitchOperation choice, PathSet paths)
    {
        var left = _walker.Visit(choice.Value, paths);
        var after = new PathSet();
        var byDefault = default(ISwitchCaseOperation);
        foreach (var section in choice.Cases)
        {
            if (section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation))
            {
                byDefault = section;
                continue;
            }

            var inside = new PathSet();
            foreach (var clause in section.Clauses)
            {
                var (taken, passed) = Match(choice, clause, left);
                inside.Add(taken);
                left = passed;
            }

            after.Add(VisitSection(section, inside));
        }

        // The default section is taken when no other is, wherever it stands.
        if (byDefault is not null)
            after.Add(VisitSection(byDefault, left));
        else if (!Enumerations.AreCovered(choice))
            after.Add(left);
        after.Add(_walker.Departures.ArrivalsAt(choice.ExitLabel));
        return after;
    }

    private PathSet VisitSection(ISwitchCaseOperation section, PathSet paths)
    {
        foreach (var statement in section.Body)
            paths = _walker.Visit(statement, paths);
        return paths;
    }

    private PathSet VisitSwitchExpression(ISwitchExpressionOperation choice, PathSet paths)
    {
        var after = new PathSet();
        foreach (var (arm, taken) in PartByArms(choice, paths))
            after.Add(_walker.Visit(arm.Value, taken));
        return after;
    }

    private IEnumerable<(ISwitchExpressionArmOperation Arm, PathSet Taken)> PartByArms(ISwitchExpressionOperation choice, PathSet paths)
    {
        var left = _walker.Visit(choice.Value, paths);
        foreach (var arm in choice.Arms)
        {
            var (taken, passed) = Guard(PatternPaths.Part(choice.Value, arm.Pattern, left, _walker.Explorer.Decided), arm.Guard);
            left = passed;
            yield return (arm, taken);
        }
    }

    /// <summary>The paths that go into a case of a statement, and those that go past it.</summary>
    private (PathSet Taken, PathSet Passed) Match(ISwitchOperation choice, ICaseClauseOperation clause, PathSet paths)
    {
        var decided = _walker.Explorer.Decided;
        return clause switch
        {
            IPatternCaseClauseOperation pattern => Guard(PatternPaths.Part(choice.Value, pattern.Pattern, paths, decided), pattern.Guard),
            ISingleValueCaseClauseOperation single => PatternPaths.Part(Condition.Of(choice, single), paths, decided),
            _ => (paths, paths),
        };
    }

    private (PathSet Taken, PathSet Passed) Guard((PathSet Taken, PathSet Passed) matched, IOperation? guard)
    {
        if (guard is null)
            return matched;
        var (whenTrue, whenFalse) = _walker.VisitCondition(guard, matched.Taken);
        return (whenTrue, PathSet.Join((matched.Passed, whenFalse)));
    }
}
