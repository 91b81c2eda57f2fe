using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Goes around loops until another round tells nothing new.</summary>
internal sealed class LoopPaths
{
    private const int MaxRounds = 6;

    private readonly PathWalker _walker;

    public LoopPaths(PathWalker walker) => _walker = walker;

    /// <summary>Goes through a loop.</summary>
    public PathSet Visit(ILoopOperation loop, PathSet paths) => loop switch
    {
        IWhileLoopOperation repeated => VisitWhile(repeated, paths),
        IForLoopOperation counting => VisitFor(counting, paths),
        IForEachLoopOperation each => VisitForEach(each, paths),
        _ => _walker.VisitChildren(loop, paths),
    };

    private PathSet VisitWhile(IWhileLoopOperation loop, PathSet paths)
    {
        var after = new PathSet();
        var entering = paths;
        var isCounted = loop.Condition is { } condition && Counters.AreTestedIn(loop.Body, condition, _walker.Uses);
        for (var round = 0; round < MaxRounds && !entering.IsEmpty; round++)
        {
            var (whenTrue, whenFalse) = loop.ConditionIsTop ? Decide(entering) : (entering, PathSet.Empty);
            after.Add(whenFalse);
            var next = VisitLoopBody(loop, whenTrue, after);
            if (!loop.ConditionIsTop)
            {
                var (again, done) = Decide(next);
                after.Add(done);
                next = again;
            }

            if (next.IsWithin(entering))
                break;
            entering = next;
        }

        return after;

        (PathSet, PathSet) Decide(PathSet at)
        {
            if (loop.Condition is null)
                return (at, PathSet.Empty);
            var (whenTrue, whenFalse) = _walker.VisitCondition(loop.Condition, at);
            var (again, done) = loop.ConditionIsUntil ? (whenFalse, whenTrue) : (whenTrue, whenFalse);
            return (again, isCounted ? done.Excused() : done);
        }
    }

    private PathSet VisitFor(IForLoopOperation loop, PathSet paths)
    {
        foreach (var before in loop.Before)
            paths = _walker.Visit(before, paths);
        var after = new PathSet();
        var entering = paths;
        var isCounted = loop.Condition is { } condition && Counters.AreTestedIn(loop.Body, condition, _walker.Uses);
        var rounds = Counters.RoundsOf(loop, _walker.Compilation);
        var hasRound = Counters.HasRound(loop, _walker.Compilation);
        for (var round = 0; round < MaxRounds && !entering.IsEmpty; round++)
        {
            var (whenTrue, whenFalse) = rounds is { } count ? (round < count ? (entering, PathSet.Empty) : (PathSet.Empty, entering))
                : loop.Condition is null ? (entering, PathSet.Empty)
                : _walker.VisitCondition(loop.Condition, entering);
            if (round > 0 || !hasRound)
                after.Add(isCounted ? whenFalse.Excused() : whenFalse);
            var next = VisitLoopBody(loop, whenTrue, after);
            foreach (var bottom in loop.AtLoopBottom)
                next = _walker.Visit(bottom, next);
            var tellsNothingNew = next.IsWithin(entering) && !(hasRound && round == 0);
            entering = next;
            if (tellsNothingNew)
                break;
        }

        // However many rounds there are, in the end they are over.
        if (rounds is not null)
            after.Add(isCounted ? entering.Excused() : entering);
        return after;
    }

    private PathSet VisitForEach(IForEachLoopOperation loop, PathSet paths)
    {
        paths = _walker.Visit(loop.Collection, paths);
        var after = new PathSet(paths);
        var entering = paths;
        for (var round = 0; round < MaxRounds && !entering.IsEmpty; round++)
        {
            foreach (var local in loop.Locals)
                entering = _walker.Forget(local.Name, entering);
            var next = VisitLoopBody(loop, entering, after);
            after.Add(next);
            if (next.IsWithin(entering))
                break;
            entering = next;
        }

        return after;
    }

    private PathSet VisitLoopBody(ILoopOperation loop, PathSet paths, PathSet after)
    {
        var next = new PathSet(_walker.Visit(loop.Body, paths));
        next.Add(_walker.Departures.ArrivalsAt(loop.ContinueLabel));
        after.Add(_walker.Departures.ArrivalsAt(loop.ExitLabel));
        return next;
    }
}
