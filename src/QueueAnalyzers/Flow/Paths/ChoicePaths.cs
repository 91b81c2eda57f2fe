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
                paths = _walker.Visit(coalesce.Value, paths);
                return PathSet.Join((paths, _walker.Visit(coalesce.WhenNull, paths)));
            case ICoalesceAssignmentOperation coalesce:
                paths = _walker.Visit(coalesce.Target, paths);
                return PathSet.Join((paths, _walker.Visit(coalesce.Value, paths)));
            case IConditionalAccessOperation access:
                paths = _walker.Visit(access.Operation, paths);
                // A channel that is null cannot settle anything, nor can its consumer; the way past it is not the program's choice.
                return PathSet.Join((
                    _walker.Compilation.Client.IsOnConnection(access.Operation.Type) ? paths.Excused() : paths,
                    _walker.Visit(access.WhenNotNull, paths)));
            case ISwitchOperation statement:
                return VisitSwitch(statement, paths);
            default:
                return VisitSwitchExpression((ISwitchExpressionOperation)choice, paths);
        }
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
                var (taken, passed) = Match(Condition.Of(choice, clause), (clause as IPatternCaseClauseOperation)?.Guard, left);
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
        var left = _walker.Visit(choice.Value, paths);
        var after = new PathSet();
        foreach (var arm in choice.Arms)
        {
            var (taken, passed) = Match(Condition.Of(choice, arm), arm.Guard, left);
            after.Add(_walker.Visit(arm.Value, taken));
            left = passed;
        }

        return after;
    }

    /// <summary>The paths that go into a case, and those that go past it.</summary>
    private (PathSet Taken, PathSet Passed) Match(Condition? pattern, IOperation? guard, PathSet paths)
    {
        var (taken, passed) = (paths, paths);
        if (pattern is { } condition && _walker.Explorer.Decided.Contains(condition))
        {
            taken = paths.Select(path => path.Assuming(condition, true));
            passed = paths.Select(path => path.Assuming(condition, false));
        }

        if (guard is null)
            return (taken, passed);
        var (whenTrue, whenFalse) = _walker.VisitCondition(guard, taken);
        return (whenTrue, PathSet.Join((passed, whenFalse)));
    }
}
