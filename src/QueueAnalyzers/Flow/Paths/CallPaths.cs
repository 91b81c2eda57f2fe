using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>What calls make of paths: settles, methods of the compilation that get the delivery, local functions, and work that can throw.</summary>
internal sealed class CallPaths
{
    private readonly PathWalker _walker;
    private readonly HashSet<SyntaxNode> _entered = new();
    private bool _isWithoutDelivery;

    public CallPaths(PathWalker walker) => _walker = walker;

    /// <summary>Goes through a call, behind its arguments.</summary>
    public PathSet Visit(IInvocationOperation invocation, PathSet paths)
    {
        foreach (var path in paths.Where(path => path.State == Typestate.Settled && !_isWithoutDelivery))
            _walker.Exploration.Add(new CallAfterSettle(invocation, path, ImmutableArray<IInvocationOperation>.Empty));

        if (_walker.Fetch?.Is(invocation) == true)
            return Fetch(invocation, paths);
        if (_walker.Uses.SettleAt(invocation) is { } settle)
            return Settle(settle, paths);
        if (_walker.Uses.HandOnAt(invocation) is { } handOn)
            return HandOn(handOn, paths);
        if (_walker.Functions.CalledBy(invocation) is { } function)
            return Inline(invocation, function, paths);
        return _walker.Explorer.IsHarmless(invocation) ? paths : Work(invocation, paths);
    }

    private PathSet Fetch(IInvocationOperation invocation, PathSet paths)
    {
        _walker.Departures.Fail(invocation, paths);
        // With the first round nothing has been before.
        var ended = paths.Select(path => path is { State: Typestate.None, Continue: null } ? null : path);
        if (!ended.IsEmpty)
            _walker.Exploration.Add(new Exit(null, ended) { IsRound = true });
        // A channel that is lost gives nothing any more.
        return paths.Select(path => path.State == Typestate.Lost ? null : path.Fetched());
    }

    private PathSet Settle(Settle settle, PathSet paths)
    {
        foreach (var path in paths)
            _walker.Exploration.Add(new SettleOnPath(settle, path));
        // A settle that throws has not settled, and has lost its channel: nothing is left to be done.
        _walker.Departures.Fail(settle.InHandler, paths.Select(path => path with { State = Typestate.Lost }));
        return paths.Select(path => path.SettledBy(settle));
    }

    private PathSet Work(IInvocationOperation invocation, PathSet paths)
    {
        if (_walker.Explorer.KnowsStops)
            paths = paths.Select(path => path is { HasWorked: true, IsStopped: false } ? path : path with { HasWorked = true, IsStopped = false });
        _walker.Departures.Fail(invocation, _walker.Uses.EscapesAt(invocation) ? paths.Escaped() : paths);
        return paths;
    }

    /// <summary>A method of the compilation gets the delivery: what its own paths make of it is what the call makes of it.</summary>
    private PathSet HandOn(HandOn handOn, PathSet paths)
    {
        var inside = _walker.Explorer.Explore(handOn);
        if (!inside.IsComplete || inside.Unexplored.Count > 0)
            _walker.Exploration.AddUnexplored(handOn.Invocation);
        if (!inside.IsComplete)
            return paths.Escaped();
        inside = inside.Where(path => !Contradicts(handOn, path));

        var call = handOn.Invocation;
        var after = new PathSet();
        foreach (var path in paths)
        {
            foreach (var found in inside.Settles)
            {
                if (After(path, found.Path, inside, call) is { } at)
                    _walker.Exploration.Add(new SettleOnPath(found.Settle with { InHandler = call }, Inside(at, found.Path)));
            }

            foreach (var found in path.State == Typestate.Pending ? inside.CallsAfterSettle : Array.Empty<CallAfterSettle>())
            {
                if (After(path, found.Path, inside, call) is { } at)
                    _walker.Exploration.Add(found with { Path = Inside(at, found.Path), Callers = found.Callers.Insert(0, call) });
            }

            foreach (var failure in inside.Failures)
            {
                if (After(path, failure.Path, inside, call) is not { } at)
                    continue;
                // A settle that throws inside has lost the channel here as well, whatever came before.
                if (failure.Path.State == Typestate.Lost)
                    at = at with { State = Typestate.Lost };
                _walker.Departures.Fail(failure with { Path = at with { CaughtBy = failure.Path.CaughtBy ?? path.CaughtBy } });
            }

            foreach (var exit in inside.Exits)
                after.Add(exit.Paths.Select(end => After(path, end, inside, call) is { } next ? next with { Result = CallResults.Of(call, exit, end) } : null));
        }

        return CallResults.Complete(after, call);
    }

    /// <summary>Whether a path through a method needs a flag to be other than what the call passes.</summary>
    private bool Contradicts(HandOn handOn, Path inside) => inside.Assumptions != Assumptions.None && handOn.Invocation.Arguments.Any(argument =>
        argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean } flag
        && handOn.Method.Parameters[flag.Ordinal] is var parameter
        && _walker.Compilation.Constants.Of(argument.Value).Value is bool passed
        && inside.Assumptions.Has(parameter.Name, !passed)
        && _walker.Compilation.Assignments.IsNeverSet(parameter));

    private static Path Inside(Path at, Path inside) =>
        at with { CaughtBy = inside.CaughtBy ?? at.CaughtBy, IsUnwinding = inside.IsUnwinding || at.IsUnwinding };

    /// <summary>The path behind a call, of which <paramref name="inside"/> is one path inside.</summary>
    /// <returns>The path, or <see langword="null"/> when both do not go together.</returns>
    private Path? After(Path path, Path inside, Exploration callee, IInvocationOperation call)
    {
        var assumptions = path.Assumptions;
        // Members are the same ones in there when the object is.
        if (call.Instance is null or IInstanceReferenceOperation)
        {
            foreach (var member in callee.AssignedMembers)
                assumptions = assumptions.Without(member);
            if (assumptions.And(inside.Assumptions, _walker.Explorer.Decided.IsShared) is not { } together)
                return null;
            assumptions = together;
        }

        path = path with
        {
            Assumptions = assumptions,
            IsExcused = path.IsExcused || inside.IsExcused,
            HasWorked = path.HasWorked || inside.HasWorked,
            IsStopped = (path.IsStopped && !inside.HasWorked) || (inside.IsStopped && !path.HasWorked),
        };
        return inside.State switch
        {
            Typestate.Settled when inside.Settle is { } settle => path.SettledBy(settle with { InHandler = call }),
            Typestate.Escaped => path.Escaped(),
            Typestate.Lost => path with { State = Typestate.Lost },
            _ => path,
        };
    }

    private PathSet Inline(IInvocationOperation invocation, IOperation function, PathSet paths)
    {
        var usesDelivery = _walker.Functions.Uses(function);
        if (!_entered.Add(function.Syntax))
            return usesDelivery ? paths.Escaped() : Work(invocation, paths);
        var after = new PathSet();
        if (usesDelivery)
        {
            after = Run(paths);
        }
        else
        {
            // What it calls and what it has caught is its own affair.
            var outer = _isWithoutDelivery;
            _isWithoutDelivery = true;
            foreach (var path in paths)
                after.Add(Run(new PathSet(path)).Select(end => end with { CaughtBy = path.CaughtBy, Caught = path.Caught }));
            _isWithoutDelivery = outer;
        }

        _entered.Remove(function.Syntax);
        return CallResults.Complete(after, invocation);

        PathSet Run(PathSet before)
        {
            var ended = new PathSet();
            var returns = _walker.Departures.ReturnsOf(() => ended.Add(_walker.VisitBody(function, before)));
            foreach (var exit in returns)
                ended.Add(exit.Paths.Select(end => end with { Result = CallResults.Of(invocation, exit, end), Returned = null }));
            return ended;
        }
    }
}
