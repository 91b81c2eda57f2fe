using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>What catch clauses catch.</summary>
internal static class CatchClauses
{
    /// <summary>Whether the clause names no type, or <c>Exception</c>.</summary>
    public static bool IsGeneral(ICatchClauseOperation clause) =>
        clause.ExceptionType is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether no exception gets past the clause.</summary>
    public static bool CatchesEverything(ICatchClauseOperation clause) => clause.Filter is null && IsGeneral(clause);

    /// <summary>Whether only what cancellation or a lost channel throws gets past the clause.</summary>
    public static bool LetsPassExcuses(ICatchClauseOperation clause, QueueCompilation compilation) =>
        clause.Filter is { } filter && IsGeneral(clause) && (Excuses.AreExcludedBy(filter) || Excuses.Include(filter, compilation));
}
