using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Goes all paths through a handler: a forward analysis on the tree of operations. The tree keeps what a control-flow graph
/// has lowered away and what reports stand on: which <c>return</c> a path takes, and which <c>catch</c> it came through.
/// </summary>
internal sealed class PathWalker
{
    private const int MaxPaths = 96;
    private const int MaxRounds = 6;

    private readonly QueueCompilation _compilation;
    private readonly PathExplorer _explorer;
    private readonly DeliveryUses _uses;
    private readonly IOperation _body;
    private readonly HashSet<string> _decided;
    private readonly EnumerationTests _enumerations;
    private readonly Exploration _exploration = new();
    private readonly HashSet<SyntaxNode> _entered = new();
    private Dictionary<ILabelSymbol, PathSet> _jumps = new(SymbolEqualityComparer.Default);
    private List<Exit> _returns = new();
    private List<Failure> _failures = new();
    private bool _isTooLarge;

    /// <summary>Prepares a walk.</summary>
    /// <param name="compilation">The compilation of the body.</param>
    /// <param name="explorer">Explores the methods that the body hands the delivery on to, and keeps the budget.</param>
    /// <param name="uses">Where the body does something with the delivery.</param>
    /// <param name="body">The operation of a method, local function or lambda.</param>
    public PathWalker(QueueCompilation compilation, PathExplorer explorer, DeliveryUses uses, IOperation body)
    {
        _compilation = compilation;
        _explorer = explorer;
        _uses = uses;
        _body = body;
        _enumerations = new EnumerationTests(body);
        _decided = DecidedConditions(body);
        _decided.UnionWith(_enumerations.Keys);
    }

    /// <summary>Goes all paths.</summary>
    /// <returns>What they come to, or <see cref="Exploration.Unknown"/> when there are too many of them.</returns>
    public Exploration Walk()
    {
        var ended = VisitBody(_body, new PathSet(new[] { Path.Start }));
        if (_isTooLarge)
            return Exploration.Unknown;

        foreach (var exit in _returns)
            _exploration.Add(exit);
        if (!ended.IsEmpty)
            _exploration.Add(new Exit(null, ended));
        foreach (var failure in _failures)
            _exploration.Add(failure);
        return _exploration;
    }

    /// <summary>
    /// The conditions that can make a path impossible: those that stand more than once, and those on variables that are set to
    /// a constant or to the result of a call that gets the delivery. To remember all would make a path of every combination.
    /// </summary>
    private HashSet<string> DecidedConditions(IOperation body)
    {
        var seen = new HashSet<string>();
        var recurring = new HashSet<string>();
        foreach (var operation in body.Descendants())
        {
            var condition = operation switch
            {
                IBinaryOperation or IIsPatternOperation or IIsTypeOperation or IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } => Condition.Of(operation),
                ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation when operation.Type?.SpecialType == SpecialType.System_Boolean =>
                    Condition.Of(operation),
                _ => null,
            };
            // What a call passes for a flag decides which ways through the method there are for it.
            if (condition is { Key: var key } && (!seen.Add(key) || operation is IParameterReferenceOperation))
                recurring.Add(key);

            var (variable, value) = operation switch
            {
                IVariableDeclaratorOperation declarator => (declarator.Symbol.Name, declarator.GetVariableInitializer()?.Value),
                ISimpleAssignmentOperation assignment => (Condition.Spelling(assignment.Target), assignment.Value),
                _ => default,
            };
            if (variable is null || value is null)
                continue;
            var source = Operations.Awaited(value);
            if (source is IInvocationOperation call && (_uses.HandOnAt(call) is not null || call.TargetMethod.MethodKind == MethodKind.LocalFunction))
            {
                recurring.Add(variable);
                recurring.Add(Condition.Holding(variable, Constant.Of(null))!.Value.Key);
            }
            else if (source.ConstantValue is { HasValue: true, Value: null or bool } && Condition.Holding(variable, Constant.Of(source.ConstantValue.Value)) is { } holds)
            {
                recurring.Add(holds.Key);
            }
        }

        return recurring;
    }

    private PathSet VisitBody(IOperation body, PathSet paths) => body switch
    {
        IMethodBodyOperation method => Visit(method.BlockBody ?? method.ExpressionBody, paths),
        ILocalFunctionOperation function => Visit(function.Body, paths),
        IAnonymousFunctionOperation lambda => Visit(lambda.Body, paths),
        _ => Visit(body, paths),
    };

    private PathSet Visit(IOperation? operation, PathSet paths)
    {
        if (operation is null || paths.IsEmpty)
            return paths;
        _explorer.Step(paths.Count);
        if (_explorer.IsExhausted || paths.Count > MaxPaths)
        {
            _isTooLarge = true;
            return new PathSet();
        }

        var after = VisitParts(operation, paths);
        return _uses.EscapesAt(operation) ? Escape(after) : after;
    }

    private PathSet VisitParts(IOperation operation, PathSet paths)
    {
        switch (operation)
        {
            case ILocalFunctionOperation:
                return paths;
            case IAnonymousFunctionOperation:
                return _uses.IsUsedIn(operation) ? Escape(paths) : paths;
            case IConditionalOperation conditional:
                return VisitConditional(conditional, paths);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } shortCircuit:
                return Join(VisitCondition(shortCircuit, paths));
            case ICoalesceOperation coalesce:
                paths = Visit(coalesce.Value, paths);
                return Join((paths, Visit(coalesce.WhenNull, paths)));
            case ICoalesceAssignmentOperation coalesce:
                paths = Visit(coalesce.Target, paths);
                return Join((paths, Visit(coalesce.Value, paths)));
            case IConditionalAccessOperation access:
                paths = Visit(access.Operation, paths);
                // A channel that is null cannot settle anything; the way past it is not the program's choice.
                return Join((paths.Select(path => path with { IsExcused = path.IsExcused || _compilation.Client.IsChannel(access.Operation.Type) }), Visit(access.WhenNotNull, paths)));
            case IWhileLoopOperation loop:
                return VisitWhile(loop, paths);
            case IForLoopOperation loop:
                return VisitFor(loop, paths);
            case IForEachLoopOperation loop:
                return VisitForEach(loop, paths);
            case ISwitchOperation choice:
                return VisitSwitch(choice, paths);
            case ISwitchExpressionOperation choice:
                return VisitSwitchExpression(choice, paths);
            case ITryOperation attempt:
                return VisitTry(attempt, paths);
            case IReturnOperation { Kind: OperationKind.Return } end:
                // An expression body "returns" its value, which is the end of the body.
                paths = Visit(end.ReturnedValue, paths);
                if (_uses.EscapesAt(end))
                    paths = Escape(paths);
                if (end.IsImplicit)
                    return paths;
                _returns.Add(new Exit(end, paths));
                return new PathSet();
            case IBranchOperation branch:
                Jump(branch.Target, paths);
                return new PathSet();
            case ILabeledOperation label:
                // What jumps to here from below has gone a circle that is not followed.
                _isTooLarge = true;
                return Visit(label.Operation, paths);
            case IThrowOperation end:
                paths = Visit(end.Exception, paths);
                Fail(end, paths);
                return new PathSet();
            default:
                foreach (var child in operation.ChildOperations)
                    paths = Visit(child, paths);
                return Apply(operation, paths);
        }
    }

    /// <summary>What an operation itself does, after its parts.</summary>
    private PathSet Apply(IOperation operation, PathSet paths)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                return Invoke(invocation, paths);
            case IAwaitOperation { Operation: not IInvocationOperation }:
                Fail(operation, paths);
                return paths;
            case ISimpleAssignmentOperation { Target: var target, Value: var value }:
                return Assign(Operations.SymbolOf(target)?.Name, value, paths, Condition.Spelling(target));
            case ICompoundAssignmentOperation { Target: var target }:
                return Assign(Operations.SymbolOf(target)?.Name, null, paths);
            case IIncrementOrDecrementOperation { Target: var target }:
                return Assign(Operations.SymbolOf(target)?.Name, null, paths);
            case IVariableDeclaratorOperation declarator:
                return Assign(declarator.Symbol.Name, declarator.GetVariableInitializer()?.Value, paths);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return Assign(Operations.SymbolOf(argument.Value)?.Name, null, paths);
        }

        return paths;
    }

    private PathSet Invoke(IInvocationOperation invocation, PathSet paths)
    {
        foreach (var path in paths.Where(path => path.State == Typestate.Settled))
            _exploration.Add(new CallAfterSettle(invocation, path, ImmutableArray<IInvocationOperation>.Empty));

        if (_uses.SettleAt(invocation) is { } settle)
        {
            foreach (var path in paths)
                _exploration.Add(new SettleOnPath(settle, path));
            // A settle that throws has not settled, and has lost its channel: nothing is left to be done.
            Fail(invocation, paths.Select(path => path with { IsExcused = true }));
            return paths.Select(path => Settled(path, settle));
        }

        if (_uses.HandOnAt(invocation) is { } handOn)
            return HandOn(invocation, handOn, paths);
        if (invocation.TargetMethod.MethodKind == MethodKind.LocalFunction && LocalFunction(invocation.TargetMethod) is { } function && _uses.IsUsedIn(function))
            return Inline(invocation, function, paths);

        if (!Harmless.Include(invocation, _compilation))
        {
            paths = Work(paths);
            Fail(invocation, _uses.EscapesAt(invocation) ? Escape(paths) : paths);
        }

        return paths;
    }

    private PathSet Work(PathSet paths) =>
        !_explorer.KnowsStops || paths.All(path => path is { HasWorked: true, IsStopped: false }) ? paths : paths.Select(path => path with { HasWorked = true, IsStopped = false });

    /// <summary>A method of the compilation gets the delivery: what its own paths make of it is what the call makes of it.</summary>
    private PathSet HandOn(IInvocationOperation invocation, HandOn handOn, PathSet paths)
    {
        var inside = _explorer.Explore(handOn);
        if (!inside.IsComplete)
            return Escape(paths);
        inside = inside.Where(path => !Contradicts(invocation, handOn, path));

        foreach (var found in inside.Settles)
        {
            foreach (var path in paths)
            {
                _exploration.Add(new SettleOnPath(
                    found.Settle with { InHandler = invocation },
                    After(path, found.Path, invocation) with { CaughtBy = found.Path.CaughtBy ?? path.CaughtBy, IsUnwinding = found.Path.IsUnwinding || path.IsUnwinding }));
            }
        }

        foreach (var found in inside.CallsAfterSettle)
        {
            foreach (var path in paths.Where(path => path.State == Typestate.Pending))
                _exploration.Add(new CallAfterSettle(found.Call, After(path, found.Path, invocation) with { CaughtBy = found.Path.CaughtBy ?? path.CaughtBy }, found.Callers.Insert(0, invocation)));
        }

        foreach (var failure in inside.Failures)
            Fail(failure.Source, paths.Select(path => After(path, failure.Path, invocation) with { CaughtBy = failure.Path.CaughtBy ?? path.CaughtBy }));

        var after = new PathSet();
        foreach (var exit in inside.Exits)
        {
            foreach (var end in exit.Paths)
                after.Add(paths.Select(path => After(path, end, invocation) with { Result = CallResults.Of(invocation, exit, end, _compilation) }));
        }

        return CallResults.Complete(after, invocation);
    }

    /// <summary>Whether a path through a method needs a flag to be other than what the call passes.</summary>
    private bool Contradicts(IInvocationOperation invocation, HandOn handOn, Path inside) => inside.Assumptions != Assumptions.None && invocation.Arguments.Any(argument =>
        argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean } flag
        && handOn.Method.Parameters[flag.Ordinal] is var parameter
        && _compilation.Constants.Of(argument.Value).Value is bool passed
        && inside.Assumptions.Has(parameter.Name, !passed)
        && _compilation.Assignments.IsNeverSet(parameter));

    /// <summary>The path behind a call, of which <paramref name="inside"/> is one path inside.</summary>
    private static Path After(Path path, Path inside, IInvocationOperation invocation)
    {
        path = path with
        {
            IsExcused = path.IsExcused || inside.IsExcused,
            HasWorked = path.HasWorked || inside.HasWorked,
            IsStopped = (path.IsStopped && !inside.HasWorked) || (inside.IsStopped && !path.HasWorked),
        };
        return inside.State switch
        {
            Typestate.Settled when inside.Settle is { } settle => Settled(path, settle with { InHandler = invocation }),
            Typestate.Escaped => path with { State = Escape(path.State) },
            _ => path,
        };
    }

    private static Path Settled(Path path, Settle settle) =>
        path.State == Typestate.Pending ? path with { State = Typestate.Settled, Settle = settle } : path;

    private static Typestate Escape(Typestate state) => state == Typestate.Pending ? Typestate.Escaped : state;

    private static PathSet Excuse(PathSet paths) => paths.Select(path => path with { IsExcused = true });

    private static PathSet Escape(PathSet paths) => paths.Select(path => path with { State = Escape(path.State) });

    private IOperation? LocalFunction(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration ? _compilation.OperationOf(declaration) : null;

    private PathSet Inline(IInvocationOperation invocation, IOperation function, PathSet paths)
    {
        if (!_entered.Add(function.Syntax))
            return Escape(paths);
        var outerReturns = _returns;
        _returns = new List<Exit>();
        var after = new PathSet(VisitBody(function, paths));
        foreach (var exit in _returns)
            after.Add(exit.Paths.Select(path => path with { Result = CallResults.Of(invocation, exit, path, _compilation) }));
        _returns = outerReturns;
        _entered.Remove(function.Syntax);
        return CallResults.Complete(after, invocation);
    }

    private PathSet Assign(string? variable, IOperation? value, PathSet paths, string? spelling = null)
    {
        if (variable is null)
            return paths;
        var source = value is null ? null : Operations.Awaited(value);
        return paths.Select(path =>
        {
            var assumptions = path.Assumptions.Without(variable);
            var known = source is { ConstantValue: { HasValue: true, Value: var constant } } ? Constant.Of(constant)
                : source is not null && path.Result is { IsConstant: true } result && result.Call == source.Syntax ? Constant.Of(result.Value)
                : Constant.Unknown;
            if (source is not null && path.Result is { IsConstant: false } something && something.Call == source.Syntax)
                assumptions = assumptions.And(Condition.Holding(variable, Constant.Of(null))!.Value.Key, false)!;
            if (Condition.Holding(spelling ?? variable, known) is { } holds && _decided.Contains(holds.Key))
                assumptions = assumptions.And(holds.Key, !holds.Negated)!;
            return path with { Assumptions = assumptions, Result = null };
        });
    }

    private PathSet VisitConditional(IConditionalOperation conditional, PathSet paths)
    {
        var (whenTrue, whenFalse) = VisitCondition(conditional.Condition, paths);
        return Join((Visit(conditional.WhenTrue, whenTrue), Visit(conditional.WhenFalse, whenFalse)));
    }

    private (PathSet WhenTrue, PathSet WhenFalse) VisitCondition(IOperation condition, PathSet paths)
    {
        condition = Operations.WithoutConversions(condition);
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                var (yes, no) = VisitCondition(not.Operand, paths);
                return (no, yes);
            case IBinaryOperation or IIsPatternOperation when Condition.OfFlag(condition) is var (flag, expected):
                var (whenSet, whenNot) = VisitCondition(flag, paths);
                return expected ? (whenSet, whenNot) : (whenNot, whenSet);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                {
                    var (leftTrue, leftFalse) = VisitCondition(and.LeftOperand, paths);
                    var (rightTrue, rightFalse) = VisitCondition(and.RightOperand, leftTrue);
                    return (rightTrue, Join((leftFalse, rightFalse)));
                }

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                {
                    var (leftTrue, leftFalse) = VisitCondition(or.LeftOperand, paths);
                    var (rightTrue, rightFalse) = VisitCondition(or.RightOperand, leftFalse);
                    return (Join((leftTrue, rightTrue)), rightFalse);
                }
        }

        paths = Visit(condition, paths);
        if (_compilation.Constants.Of(condition).Value is bool constant)
            return constant ? (paths, new PathSet()) : (new PathSet(), paths);

        var isExcuse = Excuses.Include(condition, _compilation);
        var stops = _explorer.KnowsStops ? Stops.OutcomeOf(condition) : null;
        var source = Operations.Awaited(condition).Syntax;
        var known = Condition.Of(condition);
        return (paths.Select(path => Decide(path, true)), paths.Select(path => Decide(path, false)));

        Path? Decide(Path path, bool outcome)
        {
            var assumptions = known is { } recurring && _decided.Contains(recurring.Key) ? path.Assumptions.And(recurring.Key, outcome != recurring.Negated) : path.Assumptions;
            if (assumptions is not null && known is { } comparison)
                assumptions = _enumerations.Conclude(assumptions, comparison.Key, outcome != comparison.Negated);
            if (assumptions is null || Contradicts(path, outcome))
                return null;
            return path with { Assumptions = assumptions, IsExcused = path.IsExcused || isExcuse, IsStopped = path.IsStopped || (stops == outcome && !path.HasWorked) };
        }

        // The call that has just been made returns false where it has not settled, say; and what is null has no members.
        bool Contradicts(Path path, bool outcome) =>
            (path.Result is { Value: bool result } call && call.Call == source && result != outcome)
            || (path.Result is { } tested && CallResults.NullTest(condition) is var (operand, isNull) && tested.Call == operand && (tested.IsNull == isNull) != outcome)
            || (known is { NullIf: { } variable } && path.Assumptions.Has(variable, true) && outcome == known.Value.Negated);
    }

    private PathSet VisitWhile(IWhileLoopOperation loop, PathSet paths)
    {
        var after = new PathSet();
        var entering = paths;
        var isCounted = loop.Condition is { } condition && Counters.AreTestedIn(loop.Body, condition, _uses);
        for (var round = 0; round < MaxRounds && !entering.IsEmpty; round++)
        {
            var (whenTrue, whenFalse) = loop.ConditionIsTop && loop.Condition is not null ? Decide(entering) : (entering, new PathSet());
            after.Add(whenFalse);
            var next = VisitLoopBody(loop, loop.Body, whenTrue, after);
            if (!loop.ConditionIsTop && loop.Condition is not null)
            {
                var (again, done) = Decide(next);
                after.Add(done);
                next = again;
            }

            // Another round with the same paths tells nothing new.
            var grown = new PathSet(entering);
            if (!grown.Add(next))
                break;
            entering = next;
        }

        return after;

        (PathSet, PathSet) Decide(PathSet at)
        {
            var (whenTrue, whenFalse) = VisitCondition(loop.Condition!, at);
            var (again, done) = loop.ConditionIsUntil ? (whenFalse, whenTrue) : (whenTrue, whenFalse);
            return (again, isCounted ? Excuse(done) : done);
        }
    }

    private PathSet VisitFor(IForLoopOperation loop, PathSet paths)
    {
        foreach (var before in loop.Before)
            paths = Visit(before, paths);
        var after = new PathSet();
        var entering = paths;
        var isCounted = loop.Condition is { } condition && Counters.AreTestedIn(loop.Body, condition, _uses);
        var hasRound = Counters.HasRound(loop, _compilation);
        for (var round = 0; round < MaxRounds && !entering.IsEmpty; round++)
        {
            var (whenTrue, whenFalse) = loop.Condition is null ? (entering, new PathSet()) : VisitCondition(loop.Condition, entering);
            if (round > 0 || !hasRound)
                after.Add(isCounted ? Excuse(whenFalse) : whenFalse);
            var next = VisitLoopBody(loop, loop.Body, whenTrue, after);
            foreach (var bottom in loop.AtLoopBottom)
                next = Visit(bottom, next);
            var grown = new PathSet(entering);
            if (!grown.Add(next) && !(hasRound && round == 0))
                break;
            entering = next;
        }

        return after;
    }

    private PathSet VisitForEach(IForEachLoopOperation loop, PathSet paths)
    {
        paths = Visit(loop.Collection, paths);
        var after = new PathSet(paths);
        var entering = paths;
        for (var round = 0; round < MaxRounds && !entering.IsEmpty; round++)
        {
            foreach (var local in loop.Locals)
                entering = Assign(local.Name, null, entering);
            var next = VisitLoopBody(loop, loop.Body, entering, after);
            if (!after.Add(next))
                break;
            entering = next;
        }

        return after;
    }

    private PathSet VisitLoopBody(ILoopOperation loop, IOperation body, PathSet paths, PathSet after)
    {
        var next = new PathSet(Visit(body, paths));
        next.Add(Arrivals(loop.ContinueLabel));
        after.Add(Arrivals(loop.ExitLabel));
        return next;
    }

    private PathSet VisitSwitch(ISwitchOperation choice, PathSet paths)
    {
        paths = Visit(choice.Value, paths);
        var after = new PathSet();
        var hasDefault = false;
        foreach (var section in choice.Cases)
        {
            hasDefault |= section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation);
            var inside = paths;
            foreach (var clause in section.Clauses.OfType<IPatternCaseClauseOperation>())
            {
                if (clause.Guard is { } guard)
                    inside = VisitCondition(guard, inside).WhenTrue;
            }

            foreach (var statement in section.Body)
                inside = Visit(statement, inside);
            after.Add(inside);
        }

        after.Add(Arrivals(choice.ExitLabel));
        if (!hasDefault && !Enumerations.AreCovered(choice))
            after.Add(paths);
        return after;
    }

    private PathSet VisitSwitchExpression(ISwitchExpressionOperation choice, PathSet paths)
    {
        paths = Visit(choice.Value, paths);
        var after = new PathSet();
        foreach (var arm in choice.Arms)
            after.Add(Visit(arm.Value, arm.Guard is null ? paths : VisitCondition(arm.Guard, paths).WhenTrue));
        return after;
    }

    private PathSet VisitTry(ITryOperation attempt, PathSet paths)
    {
        if (attempt.Finally is null)
            return VisitCatches(attempt, paths);

        var outer = (Jumps: _jumps, Returns: _returns, Failures: _failures);
        (_jumps, _returns, _failures) = (new Dictionary<ILabelSymbol, PathSet>(SymbolEqualityComparer.Default), new List<Exit>(), new List<Failure>());
        var ended = VisitCatches(attempt, paths);
        var inner = (Jumps: _jumps, Returns: _returns, Failures: _failures);
        (_jumps, _returns, _failures) = outer;

        // Every way out leads through the finally, and then where it was going.
        ended = Visit(attempt.Finally, ended);
        foreach (var jump in inner.Jumps)
            Jump(jump.Key, Visit(attempt.Finally, jump.Value));
        foreach (var exit in inner.Returns)
            _returns.Add(exit with { Paths = Visit(attempt.Finally, exit.Paths) });
        foreach (var failure in inner.Failures.GroupBy(failure => failure.Path))
        {
            var unwinding = Visit(attempt.Finally, new PathSet(new[] { failure.Key with { IsUnwinding = true } }));
            foreach (var path in unwinding)
                _failures.Add(new Failure(failure.First().Source, path with { IsUnwinding = failure.Key.IsUnwinding }));
        }

        return ended;
    }

    private PathSet VisitCatches(ITryOperation attempt, PathSet paths)
    {
        if (attempt.Catches.IsEmpty)
            return Visit(attempt.Body, paths);

        var outer = _failures;
        _failures = new List<Failure>();
        var after = new PathSet(Visit(attempt.Body, paths));
        var thrown = _failures;
        _failures = outer;

        // What a finally throws on its way is caught like everything else.
        var isUnwinding = paths.Any(path => path.IsUnwinding);
        foreach (var clause in attempt.Catches)
        {
            var caught = new PathSet(thrown.Select(failure => failure.Path with
            {
                CaughtBy = clause,
                IsUnwinding = failure.Path.IsUnwinding && isUnwinding,
                IsExcused = failure.Path.IsExcused || Excuses.Include(clause),
            }));
            if (clause.Filter is not null)
                caught = VisitCondition(clause.Filter, caught).WhenTrue;
            after.Add(Visit(clause.Handler, caught));
        }

        if (attempt.Catches.Any(CatchClauses.CatchesEverything))
            return after;
        var passesExcuses = attempt.Catches.Any(clause => CatchClauses.LetsPassExcuses(clause, _compilation));
        _failures.AddRange(passesExcuses ? thrown.Select(failure => failure with { Path = failure.Path with { IsExcused = true } }) : thrown);
        return after;
    }

    private void Fail(IOperation source, PathSet paths)
    {
        foreach (var path in paths)
        {
            if (!_failures.Any(known => known.Source == source && known.Path == path))
                _failures.Add(new Failure(source, path));
        }
    }

    private void Jump(ILabelSymbol target, PathSet paths)
    {
        if (!_jumps.TryGetValue(target, out var arrivals))
            _jumps.Add(target, arrivals = new PathSet());
        arrivals.Add(paths);
    }

    /// <summary>The paths that have jumped to a label since it was last asked for.</summary>
    private PathSet Arrivals(ILabelSymbol label)
    {
        if (!_jumps.TryGetValue(label, out var arrivals))
            return new PathSet();
        _jumps.Remove(label);
        return arrivals;
    }

    private static PathSet Join((PathSet, PathSet) paths)
    {
        var joined = new PathSet(paths.Item1);
        joined.Add(paths.Item2);
        return joined;
    }
}
