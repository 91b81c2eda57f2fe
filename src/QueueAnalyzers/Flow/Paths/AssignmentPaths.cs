using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Keeps what paths know of variables: what was known of the old value is forgotten, what is known of the new one remembered.</summary>
internal sealed class AssignmentPaths
{
    private readonly PathWalker _walker;

    public AssignmentPaths(PathWalker walker) => _walker = walker;

    /// <summary>Goes through an operation that may set a variable.</summary>
    public PathSet Visit(IOperation operation, PathSet paths)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Value: var value } assignment when Condition.NameOf(assignment.Target) is { } flag && IsDecided(flag, value):
                return AssignFlag(flag, _walker.VisitCondition(value, paths));
            case ICompoundAssignmentOperation { IsLifted: false } assignment when Condition.NameOf(assignment.Target) is { } flag && ConditionPaths.IsOfFlags(assignment.OperatorKind) && IsDecided(flag, assignment.Target):
                return AssignFlag(flag, _walker.VisitCondition(assignment.Target, assignment.OperatorKind, assignment.Value, paths));
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer()?.Value is { } value && IsDecided(declarator.Symbol.Name, value):
                return AssignFlag(declarator.Symbol.Name, _walker.VisitCondition(value, paths));
        }

        paths = _walker.VisitChildren(operation, paths);
        return operation switch
        {
            ISimpleAssignmentOperation { Target: var target, Value: var value } => Assign(NameOf(target), value, paths),
            IAssignmentOperation { Target: var target } => Assign(NameOf(target), null, paths),
            IIncrementOrDecrementOperation { Target: var target } => Assign(NameOf(target), null, paths),
            IVariableDeclaratorOperation declarator => Assign(declarator.Symbol.Name, declarator.GetVariableInitializer()?.Value, paths),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Assign(NameOf(argument.Value), null, paths),
            _ => paths,
        };
    }

    /// <summary>A variable gets a value that is not known.</summary>
    public PathSet Forget(string variable, PathSet paths) => Assign(variable, null, paths);

    private static string? NameOf(IOperation target)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        return Condition.NameOf(target) ?? Operations.SymbolOf(target)?.Name;
    }

    private bool IsDecided(string flag, IOperation value) =>
        value.Type?.SpecialType == SpecialType.System_Boolean && !value.ConstantValue.HasValue && _walker.Explorer.Decided.Contains(new Condition(flag, false));

    /// <summary>A flag that is asked later remembers what it was set from.</summary>
    private PathSet AssignFlag(string flag, (PathSet WhenTrue, PathSet WhenFalse) value)
    {
        _walker.Exploration.AddAssigned(flag);
        return PathSet.Join((Set(value.WhenTrue, true), Set(value.WhenFalse, false)));

        PathSet Set(PathSet at, bool outcome) => at.Select(path => path with { Assumptions = path.Assumptions.Without(flag).And(flag, outcome)!, Result = null });
    }

    private PathSet Assign(string? variable, IOperation? value, PathSet paths)
    {
        if (variable is null)
            return paths;
        _walker.Exploration.AddAssigned(variable);
        var source = value is null ? null : Operations.Awaited(value);
        return paths.Select(path =>
        {
            var assumptions = path.Assumptions.Without(variable);
            if (source is not null && Known(path, source) is { } holds && _walker.Explorer.Decided.Contains(holds))
                assumptions = assumptions.And(holds.Key, !holds.Negated)!;
            return path with { Assumptions = assumptions, Result = null };
        });

        Condition? Known(Path path, IOperation assigned)
        {
            if (assigned.ConstantValue is { HasValue: true, Value: var constant })
                return Condition.Holding(variable, Constant.Of(constant));
            if (path.Result is not { } result || result.Call != assigned.Syntax)
                return null;
            return result.IsConstant
                ? Condition.Holding(variable, Constant.Of(result.Value))
                : new Condition(ConditionKey.IsNull(variable), true);
        }
    }
}
