using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Follows exceptions: into the clauses that can catch them, and through every <c>finally</c> on the way.</summary>
internal sealed class TryPaths
{
    private readonly PathWalker _walker;

    public TryPaths(PathWalker walker) => _walker = walker;

    private Departures Departures => _walker.Departures;

    /// <summary>Goes through a <c>try</c> with its clauses.</summary>
    public PathSet Visit(ITryOperation attempt, PathSet paths)
    {
        if (attempt.Finally is not { } last)
            return VisitCatches(attempt, paths);

        var ended = PathSet.Empty;
        var inner = Departures.Of(() => ended = VisitCatches(attempt, paths));

        // Every way out leads through the finally, and then where it was going.
        ended = _walker.Visit(last, ended);
        foreach (var jump in inner.Jumps)
            Departures.Jump(jump.Key, _walker.Visit(last, jump.Value));
        foreach (var exit in inner.Returns)
            Departures.Return(exit with { Paths = _walker.Visit(last, exit.Paths) });
        foreach (var failure in inner.Failures.GroupBy(failure => (failure.Path, failure.Thrown)))
            Unwind(last, failure.First());
        return ended;
    }

    /// <summary>Paths end in a <c>throw</c>.</summary>
    public void Throw(IThrowOperation statement, PathSet paths)
    {
        foreach (var path in paths)
            Departures.Fail(new Failure(statement, path, statement.Exception is null ? Rethrown(statement, path) : ThrownException.By(statement)));
    }

    private static ThrownException Rethrown(IThrowOperation statement, Path path)
    {
        for (var parent = statement.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ICatchClauseOperation clause)
                return path.CaughtBy == clause && path.Caught is { } caught ? caught : ThrownException.Any.Inside(clause)!;
        }

        return ThrownException.Any;
    }

    /// <summary>An exception goes through a <c>finally</c>, unless one that is thrown there takes its place.</summary>
    private void Unwind(IOperation last, Failure failure)
    {
        var unwound = PathSet.Empty;
        var replaced = Departures.FailuresOf(() => unwound = _walker.Visit(last, new PathSet(failure.Path with { IsUnwinding = true })));
        foreach (var path in unwound)
            Departures.Fail(failure with { Path = path with { IsUnwinding = failure.Path.IsUnwinding } });
        foreach (var other in replaced)
            Departures.Fail(other with { Path = other.Path with { IsUnwinding = failure.Path.IsUnwinding } });
    }

    private PathSet VisitCatches(ITryOperation attempt, PathSet paths)
    {
        if (attempt.Catches.IsEmpty)
            return _walker.Visit(attempt.Body, paths);

        var after = new PathSet();
        IEnumerable<Failure> thrown = Departures.FailuresOf(() => after.Add(_walker.Visit(attempt.Body, paths)));
        foreach (var clause in attempt.Catches)
        {
            var caught = new PathSet();
            var passed = new List<Failure>();
            foreach (var failure in thrown)
                caught.Add(Catch(clause, failure, passed));
            after.Add(_walker.Visit(clause.Handler, caught));
            thrown = passed;
        }

        foreach (var failure in thrown)
            Departures.Fail(failure);
        return after;
    }

    /// <summary>The paths on which a clause catches; those on which it does not go into <paramref name="passed"/>.</summary>
    private PathSet Catch(ICatchClauseOperation clause, Failure failure, List<Failure> passed)
    {
        if (failure.Thrown.Behind(clause) is { } behind)
            passed.Add(failure with { Thrown = behind });
        if (failure.Thrown.Inside(clause) is not { } caught)
            return PathSet.Empty;
        var paths = new PathSet(failure.Path);
        if (CatchClauses.TypeTest(clause) is var (type, isOfType))
        {
            var (of, other) = (caught.As(type), caught.Except(type));
            if ((isOfType ? other : of) is { } refused)
                passed.Add(failure with { Thrown = refused, Path = CatchClauses.LetsPassExcuses(clause, _walker.Compilation) ? failure.Path with { IsExcused = true } : failure.Path });
            if ((isOfType ? of : other) is not { } taken)
                return PathSet.Empty;
            caught = taken;
        }
        else if (clause.Filter is not null)
        {
            var refused = PathSet.Empty;
            // A filter that throws refuses: its exceptions come to nobody.
            Departures.FailuresOf(() => (paths, refused) = _walker.VisitCondition(clause.Filter, paths));
            if (CatchClauses.LetsPassExcuses(clause, _walker.Compilation))
                refused = refused.Excused();
            passed.AddRange(refused.Select(path => failure with { Path = path, Thrown = caught }));
        }

        return paths.Select(path => path with { CaughtBy = clause, Caught = caught, IsExcused = path.IsExcused || Excuses.Include(clause) });
    }
}
