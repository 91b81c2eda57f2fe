using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Catch clauses that make a failure disappear.</summary>
internal static class SwallowingCatch
{
    /// <summary>Whether the clause catches whatever processing throws, and does no more about it than tell of it.</summary>
    public static bool Include(ICatchClauseOperation clause, QueueCompilation compilation) =>
        CatchClauses.CatchesEverything(clause) && !TakesCare(clause, compilation) && !clause.Handler.Descendants().Any(operation => operation is IThrowOperation);

    /// <summary>Whether the clause hands the message or the exception to somebody, or goes on with another value.</summary>
    public static bool TakesCare(ICatchClauseOperation clause, QueueCompilation compilation) => clause.Handler.Descendants().Any(operation => operation switch
    {
        IInvocationOperation call => compilation.SettleOf(call) is null && (compilation.Client.CallOf(call) is not null || (!IsTold(call) && !Harmless.Include(call, compilation))),
        IAssignmentOperation or IIncrementOrDecrementOperation => true,
        _ => false,
    });

    /// <summary>Whether a call tells of the failure, or finds out what is told.</summary>
    private static bool IsTold(IInvocationOperation call)
    {
        for (IOperation? around = call; around is not null and not IBlockOperation; around = around.Parent)
        {
            if (around is IInvocationOperation telling && Observers.Tell(telling))
                return true;
        }

        return false;
    }
}
