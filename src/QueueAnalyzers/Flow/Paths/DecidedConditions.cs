using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// The conditions that can make a path impossible: those that stand more than once, and those on variables that are set to
/// a constant or to the result of a call that gets the delivery. To remember all would make a path of every combination.
/// </summary>
internal sealed class DecidedConditions
{
    private const int MaxRepeated = 6;

    private readonly Dictionary<IOperation, bool> _areSmall = new();
    private readonly HashSet<string> _seen = new();
    private readonly HashSet<string> _decided = new();
    private readonly HashSet<string> _shared = new();
    private readonly List<(string Variable, string Source)> _copies = new();
    private readonly HashSet<string> _accessed = new();

    /// <summary>Takes in the conditions of a body.</summary>
    public void Add(FollowedBody body)
    {
        _decided.UnionWith(body.Enumerations.Keys);
        foreach (var operation in body.Body.Descendants())
        {
            foreach (var condition in ConditionsOf(operation))
            {
                See(condition, operation);
                // In a loop it stands once for each round.
                if (IsRepeated(operation, body))
                    _decided.Add(condition.Subject);
            }

            if (operation is IConditionalAccessOperation access && Condition.IsNull(access.Operation) is { } isNull)
                _accessed.Add(isNull.Subject);

            var (variable, value) = operation switch
            {
                IVariableDeclaratorOperation declarator => (declarator.Symbol.Name, declarator.GetVariableInitializer()?.Value),
                ISimpleAssignmentOperation assignment => (Condition.NameOf(assignment.Target), assignment.Value),
                _ => default,
            };
            if (variable is not null && value is not null)
                SeeAssignment(variable, Operations.Awaited(value), body.Uses);
        }
    }

    /// <summary>Ends the reading: a flag that was set from a condition is remembered where that condition is, and what <c>?.</c> asks where something else asks for it.</summary>
    public void Complete()
    {
        _decided.UnionWith(_accessed.Where(_seen.Contains));
        foreach (var copy in _copies)
        {
            if (_seen.Contains(copy.Variable) && _decided.Contains(copy.Source))
                _decided.Add(copy.Variable);
        }
    }

    /// <summary>Whether a condition is to be remembered.</summary>
    public bool Contains(Condition condition) => _decided.Contains(condition.Key) || _decided.Contains(condition.Subject);

    /// <summary>Whether a condition is on members of the object alone, and so the same in each of its methods.</summary>
    public bool IsShared(string key) => _shared.Contains(new Condition(key, false).Subject);

    /// <summary>Whether an operation stands in something that is gone through again and again, and that is small enough for all of its conditions to be remembered.</summary>
    private bool IsRepeated(IOperation operation, FollowedBody body)
    {
        for (var around = operation.Parent; around is not null && around != body.Body; around = around.Parent)
        {
            // An inner function may be called in each round of a loop.
            if (around is ILoopOperation or ILocalFunctionOperation or IAnonymousFunctionOperation)
                return IsSmall(around, body.Uses);
        }

        return body.IsRepeated && IsSmall(body.Body, body.Uses);
    }

    private bool IsSmall(IOperation part, DeliveryUses uses)
    {
        if (!_areSmall.TryGetValue(part, out var isSmall))
            _areSmall.Add(part, isSmall = uses.IsUsedIn(part) && part.Descendants().SelectMany(ConditionsOf).Select(condition => condition.Subject).Distinct().Take(MaxRepeated + 1).Count() <= MaxRepeated);
        return isSmall;
    }

    private static IEnumerable<Condition> ConditionsOf(IOperation operation)
    {
        switch (operation)
        {
            case ISwitchOperation choice:
                return ConditionsOf(choice, choice.Cases.SelectMany(section => section.Clauses).Select(clause => clause switch
                {
                    ISingleValueCaseClauseOperation single => Condition.Of(choice, single),
                    IPatternCaseClauseOperation pattern => Condition.PartOf(choice.Value, pattern.Pattern),
                    _ => null,
                }));
            case ISwitchExpressionOperation choice:
                return ConditionsOf(choice, choice.Arms.Select(arm => Condition.PartOf(choice.Value, arm.Pattern)));
            case ICoalesceOperation or ICoalesceAssignmentOperation:
                return Condition.IsNull(operation.ChildOperations.First()) is { } isNull ? new[] { isNull } : Enumerable.Empty<Condition>();
            case IIsPatternOperation { Pattern: IBinaryPatternOperation or INegatedPatternOperation { Pattern: IBinaryPatternOperation } } test:
                return Condition.PartOf(test.Value, test.Pattern) is { } part ? new[] { part } : Enumerable.Empty<Condition>();
            // !flag and flag == false are seen once, as the flag in them.
            case IBinaryOperation or IIsPatternOperation when Condition.OfFlag(operation) is null:
            case IIsTypeOperation or IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String }:
            case ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation when operation.Type?.SpecialType == SpecialType.System_Boolean && !IsSet(operation):
                return Condition.Of(operation) is { } condition ? new[] { condition } : Enumerable.Empty<Condition>();
            default:
                return Enumerable.Empty<Condition>();
        }
    }

    /// <summary>However many cases it has, one switch alone contradicts nothing; only ranges of numbers may be all there are.</summary>
    private static IEnumerable<Condition> ConditionsOf(IOperation choice, IEnumerable<Condition?> cases) =>
        cases.OfType<Condition>().Take(choice.Descendants().Any(part => part is IRelationalPatternOperation) ? 2 : 1);

    private static bool IsSet(IOperation flag) => flag.Parent is IAssignmentOperation assignment && assignment.Target == flag;

    private void See(Condition condition, IOperation operation)
    {
        // What a call passes for a flag decides which ways through the method there are for it.
        if (!_seen.Add(condition.Subject) || operation is IParameterReferenceOperation)
            _decided.Add(condition.Subject);
        var compared = operation is ISwitchOperation choice ? choice.Value : operation is ISwitchExpressionOperation expression ? expression.Value : operation;
        if (compared.DescendantsAndSelf().All(part => part is not (ILocalReferenceOperation or IParameterReferenceOperation)))
            _shared.Add(condition.Subject);
    }

    private void SeeAssignment(string variable, IOperation source, DeliveryUses uses)
    {
        if (source is IInvocationOperation call && (uses.HandOnAt(call) is not null || call.TargetMethod.MethodKind == MethodKind.LocalFunction))
        {
            _decided.Add(variable);
            _decided.Add(ConditionKey.IsNull(variable));
        }
        else if (source.ConstantValue is { HasValue: true, Value: null or bool } && Condition.Holding(variable, Constant.Of(source.ConstantValue.Value)) is { } holds)
        {
            _decided.Add(holds.Key);
        }
        else if (source.Type?.SpecialType == SpecialType.System_Boolean)
        {
            _copies.AddRange(source.DescendantsAndSelf().Select(Condition.Of).OfType<Condition>().Select(condition => (variable, condition.Subject)));
        }
    }
}
