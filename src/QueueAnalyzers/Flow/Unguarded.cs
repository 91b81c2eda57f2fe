using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Finds out whether an exception can leave a function: whether work that can throw stands outside of every <c>try</c> that
/// catches everything. A callee with source is looked into; what it guards itself cannot throw. In a <c>catch</c> or
/// <c>finally</c>, telling of the failure and settling the delivery do not count as work.
/// </summary>
internal static class Unguarded
{
    private const int MaxDepth = 4;

    /// <summary>Whether an exception can leave the function.</summary>
    /// <param name="declaration">A lambda, local function or method in source.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool IsWorkIn(SyntaxNode declaration, QueueCompilation compilation) => IsWorkIn(declaration, compilation, MaxDepth);

    private static bool IsWorkIn(SyntaxNode declaration, QueueCompilation compilation, int depth) =>
        compilation.OperationOf(declaration) is not { } function
        || OwnOperationsOf(Operations.WithoutConversions(function)).Any(operation => CanThrow(operation, compilation, depth) && !IsCaught(operation));

    private static IEnumerable<IOperation> OwnOperationsOf(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation or INameOfOperation)
                continue;
            yield return child;
            foreach (var inner in OwnOperationsOf(child))
                yield return inner;
        }
    }

    private static bool CanThrow(IOperation operation, QueueCompilation compilation, int depth)
    {
        switch (operation)
        {
            case IThrowOperation or IDynamicInvocationOperation:
            case IAwaitOperation awaited when Harmless.MayThrow(awaited):
                return true;
            case IInvocationOperation call:
                if (Harmless.Include(call, compilation) || (IsHandling(call) && (Observers.Tell(call) || compilation.SettleOf(call) is not null)))
                    return false;
                if (IsLeftAlone(call))
                    return false;
                return depth == 0
                    || compilation.Callees.ImplementationOf(call) is not { } implementation
                    || compilation.Callees.OwnDeclarationOf(implementation) is not { } declaration
                    || IsWorkIn(declaration, compilation, depth - 1);
            default:
                return false;
        }
    }

    /// <summary>Whether nobody looks at the task of a call, so that what fails in it stays there.</summary>
    private static bool IsLeftAlone(IInvocationOperation call)
    {
        var user = call.Parent;
        while (user is IConversionOperation)
            user = user.Parent;
        // The first parameter of a handler is often called '_', and then this is no discard.
        return user is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation or IParameterReferenceOperation { Parameter.Name: "_" } }
            && (call.TargetMethod is { IsAsync: true, ReturnsVoid: false } or { Name: "Run", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } });
    }

    private static bool IsHandling(IOperation operation)
    {
        for (IOperation child = operation, parent = operation.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            if (parent is ICatchClauseOperation || (parent is ITryOperation attempt && attempt.Finally == child))
                return true;
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return false;
    }

    private static bool IsCaught(IOperation operation)
    {
        for (IOperation child = operation, parent = operation.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            if (parent is ITryOperation attempt && attempt.Body == child && attempt.Catches.Any(CatchClauses.CatchesEverything))
                return true;
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return false;
    }
}
