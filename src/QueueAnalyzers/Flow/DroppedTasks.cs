using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Tells tasks that nobody can wait for from all others: a task that is returned, passed, stored or used in any way may be
/// awaited, and counts as if it were.
/// </summary>
internal static class DroppedTasks
{
    /// <summary>Whether the task goes nowhere: it is a statement by itself, assigned to a discard, or to a local that nobody reads.</summary>
    /// <param name="task">The operation that gives the task.</param>
    /// <param name="assignments">Finds the uses of a local.</param>
    public static bool Include(IOperation task, Assignments assignments)
    {
        var (value, parent) = Whole(task);
        switch (parent)
        {
            // Also the body of a lambda whose delegate returns nothing.
            case IExpressionStatementOperation:
                return true;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return IsNeverRead(declarator.Symbol, assignments);
            // Somebody may use the value of the assignment: (_ = task) is the task.
            case ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment when assignment.Value == value:
                return Operations.IsDiscard(assignment.Target) || (assignment.Target is ILocalReferenceOperation { Local: var local } && IsNeverRead(local, assignments));
            default:
                return false;
        }
    }

    /// <summary>The task with everything around that leaves it a task which is not awaited.</summary>
    public static (IOperation Value, IOperation? Parent) Whole(IOperation value)
    {
        while (true)
        {
            switch (value.Parent)
            {
                case IConversionOperation or IParenthesizedOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation:
                case ICoalesceOperation:
                case IConditionalOperation conditional when conditional.Condition != value && conditional.Type is not null:
                case IConditionalAccessOperation access when access.WhenNotNull == value:
                case IInvocationOperation { TargetMethod: { Name: "AsTask" or "ConfigureAwait" or "Preserve", ContainingNamespace.Name: "Tasks" } } call when call.Instance == value:
                    value = value.Parent;
                    break;
                default:
                    return (value, value.Parent);
            }
        }
    }

    private static bool IsNeverRead(ILocalSymbol local, Assignments assignments) =>
        !local.IsRef && assignments.MentionsOf(local).All(mention =>
            Assignments.WholeReference(mention) is { Parent: AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment } whole && assignment.Left == whole);
}
