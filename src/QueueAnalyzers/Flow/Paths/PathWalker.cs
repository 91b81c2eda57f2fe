using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Goes all paths through a handler: a forward analysis on the tree of operations. The tree keeps what a control-flow graph
/// has lowered away and what reports stand on: which <c>return</c> a path takes, and which <c>catch</c> it came through.
/// What each kind of statement does with paths stands in the classes beside; this one knows the order.
/// </summary>
internal sealed class PathWalker
{
    private const int MaxPaths = 96;

    private readonly FollowedBody _body;
    private readonly ConditionPaths _conditions;
    private readonly ChoicePaths _choices;
    private readonly LoopPaths _loops;
    private readonly TryPaths _attempts;
    private readonly CallPaths _calls;
    private readonly AssignmentPaths _assignments;
    private bool _isTooLarge;

    /// <summary>Prepares a walk.</summary>
    /// <param name="compilation">The compilation of the body.</param>
    /// <param name="explorer">Explores the methods that the body hands the delivery on to, and keeps the budget.</param>
    /// <param name="body">The body.</param>
    public PathWalker(QueueCompilation compilation, PathExplorer explorer, FollowedBody body)
    {
        Compilation = compilation;
        Explorer = explorer;
        _body = body;
        _conditions = new ConditionPaths(this);
        _choices = new ChoicePaths(this);
        _loops = new LoopPaths(this);
        _attempts = new TryPaths(this);
        _calls = new CallPaths(this);
        _assignments = new AssignmentPaths(this);
        Functions = new InnerFunctions(compilation, body.Uses);
    }

    /// <summary>The compilation of the body.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>What is known beyond the body.</summary>
    public PathExplorer Explorer { get; }

    /// <summary>Where the body does something with the delivery.</summary>
    public DeliveryUses Uses => _body.Uses;

    /// <summary>Where the body fetches the delivery, or <see langword="null"/> when it is given it.</summary>
    public Fetch? Fetch => _body.Fetch;

    /// <summary>The functions inside the body.</summary>
    public InnerFunctions Functions { get; }

    /// <summary>The body's comparisons with members of enumerations.</summary>
    public EnumerationTests Enumerations => _body.Enumerations;

    /// <summary>What was found so far.</summary>
    public Exploration Exploration { get; } = new();

    /// <summary>The paths that are on their way to somewhere else.</summary>
    public Departures Departures { get; } = new();

    /// <summary>Goes all paths.</summary>
    /// <returns>What they come to, or <see cref="Exploration.Unknown"/> when there are too many of them.</returns>
    public Exploration Walk()
    {
        var ended = VisitBody(_body.Body, new PathSet(Fetch is null ? Path.Start : Path.BeforeFetch));
        // What has jumped to nowhere goes back, in a circle that is not followed.
        if (_isTooLarge || Departures.Jumps.Values.Any(jumping => !jumping.IsEmpty))
            return Exploration.Unknown;

        foreach (var exit in Departures.Returns)
            Exploration.Add(exit);
        if (!ended.IsEmpty)
            Exploration.Add(new Exit(null, ended));
        foreach (var failure in Departures.Failures)
            Exploration.Add(failure);
        return Exploration;
    }

    /// <summary>Goes through the body of a method, local function or lambda.</summary>
    public PathSet VisitBody(IOperation body, PathSet paths) => body switch
    {
        IMethodBodyOperation method => Visit(method.BlockBody ?? method.ExpressionBody, paths),
        ILocalFunctionOperation function => Visit(function.Body, paths),
        IAnonymousFunctionOperation lambda => Visit(lambda.Body, paths),
        _ => Visit(body, paths),
    };

    /// <summary>Goes through a condition, and tells apart how it turns out.</summary>
    public (PathSet WhenTrue, PathSet WhenFalse) VisitCondition(IOperation condition, PathSet paths) => _conditions.Visit(condition, paths);

    /// <summary>Goes through two conditions that are always both asked, and tells apart how what they make turns out.</summary>
    public (PathSet WhenTrue, PathSet WhenFalse) VisitCondition(IOperation left, BinaryOperatorKind kind, IOperation right, PathSet paths) => _conditions.Visit(left, kind, right, paths);

    /// <summary>Goes through a switch expression that is a condition.</summary>
    public (PathSet WhenTrue, PathSet WhenFalse) VisitCondition(ISwitchExpressionOperation choice, PathSet paths) => _choices.VisitCondition(choice, paths);

    /// <summary>A variable gets a value that is not known.</summary>
    public PathSet Forget(string variable, PathSet paths) => _assignments.Forget(variable, paths);

    /// <summary>Goes through an operation.</summary>
    /// <returns>The paths that go on behind it.</returns>
    public PathSet Visit(IOperation? operation, PathSet paths)
    {
        // A label may be where paths arrive that do not come from above.
        if (operation is null || (paths.IsEmpty && operation is not ILabeledOperation))
            return paths;
        Explorer.Step(paths.Count);
        if (Explorer.IsExhausted || paths.Count > MaxPaths)
        {
            _isTooLarge = true;
            return PathSet.Empty;
        }

        var after = VisitParts(operation, paths);
        return Uses.EscapesAt(operation) ? after.Escaped() : after;
    }

    /// <summary>Goes through all operations below one, in their order.</summary>
    public PathSet VisitChildren(IOperation operation, PathSet paths)
    {
        foreach (var child in operation.ChildOperations)
            paths = Visit(child, paths);
        return paths;
    }

    private PathSet VisitParts(IOperation operation, PathSet paths)
    {
        switch (operation)
        {
            case ILocalFunctionOperation:
                return paths;
            case IAnonymousFunctionOperation or IMethodReferenceOperation:
                return Functions.EscapeAt(operation) ? paths.Escaped() : paths;
            case IConditionalOperation or ICoalesceOperation or ICoalesceAssignmentOperation or IConditionalAccessOperation or ISwitchOperation or ISwitchExpressionOperation:
                return _choices.Visit(operation, paths);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                return PathSet.Join(_conditions.Visit(operation, paths));
            case ILoopOperation loop:
                return _loops.Visit(loop, paths);
            case ITryOperation attempt:
                return _attempts.Visit(attempt, paths);
            case IThrowOperation end:
                _attempts.Throw(end, Visit(end.Exception, paths));
                return PathSet.Empty;
            case IReturnOperation { Kind: OperationKind.Return } end:
                return Return(end, paths);
            case IBranchOperation branch:
                Departures.Jump(branch.Target, Fetch?.IsNextRound(branch) == true ? paths.Select(path => path with { Continue = branch }) : paths);
                return PathSet.Empty;
            case ILabeledOperation label:
                return Visit(label.Operation, PathSet.Join((paths, Departures.ArrivalsAt(label.Label))));
            case IInvocationOperation invocation:
                return _calls.Visit(invocation, VisitChildren(invocation, paths));
            case IAwaitOperation awaited when Harmless.MayThrow(awaited):
                paths = VisitChildren(operation, paths);
                Departures.Fail(operation, paths);
                return paths;
            case IAssignmentOperation or IIncrementOrDecrementOperation or IVariableDeclaratorOperation or IArgumentOperation:
                return _assignments.Visit(operation, paths);
            default:
                paths = VisitChildren(operation, paths);
                return Fetch?.NeedsMessage(operation) == true ? paths.Select(path => path.WithMessage(true)) : paths;
        }
    }

    private PathSet Return(IReturnOperation end, PathSet paths)
    {
        if (end.ReturnedValue is { } value)
            paths = Returning(end, value, paths);
        if (Uses.EscapesAt(end))
            paths = paths.Escaped();
        // An expression body "returns" its value, which is the end of the body.
        if (end.IsImplicit)
            return paths;
        Departures.Return(new Exit(end, paths));
        return PathSet.Empty;
    }

    /// <summary>What is returned is kept with the path: the caller may ask for it.</summary>
    private PathSet Returning(IReturnOperation end, IOperation value, PathSet paths)
    {
        if (value.Type?.SpecialType != SpecialType.System_Boolean || value.ConstantValue.HasValue)
            return Keep(Visit(value, paths), Compilation.Constants.Of(value));
        var (whenTrue, whenFalse) = VisitCondition(value, paths);
        return PathSet.Join((Keep(whenTrue, Constant.Of(true)), Keep(whenFalse, Constant.Of(false))));

        PathSet Keep(PathSet at, Constant constant) =>
            at.Select(path => path with { Returned = constant.IsKnown ? new CallResult(end.Syntax, constant.Value) : null });
    }
}
