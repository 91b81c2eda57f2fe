using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>Tells calls whose result nobody looks at.</summary>
internal static class UnusedResult
{
    /// <summary>Whether the result is dropped, discarded or stored in a local that nobody reads.</summary>
    public static bool Is(IInvocationOperation invocation, QueueCompilation compilation)
    {
        IOperation whole = invocation;
        while (whole.Parent is IConditionalAccessOperation or IParenthesizedOperation or IConversionOperation)
            whole = whole.Parent;
        return whole.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => !compilation.Assignments.MentionsOf(declarator.Symbol).Any(),
            _ => false,
        };
    }
}
