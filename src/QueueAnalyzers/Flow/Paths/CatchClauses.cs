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

    /// <summary>The type that a filter asks of what the clause has caught, and whether it must be of it: <c>when (e is not TimeoutException)</c>.</summary>
    /// <returns>The type, or <see langword="null"/> when the filter asks for something else, or for more.</returns>
    public static (ITypeSymbol Type, bool IsOfType)? TypeTest(ICatchClauseOperation clause) =>
        clause.Filter is { } filter && clause.Locals.Length > 0 ? TypeTest(filter, clause.Locals[0], true) : null;

    /// <summary>Whether only what cancellation or a lost channel throws gets past the clause.</summary>
    public static bool LetsPassExcuses(ICatchClauseOperation clause, QueueCompilation compilation) =>
        clause.Filter is { } filter && IsGeneral(clause) && (Excuses.AreExcludedBy(filter) || Excuses.Include(filter, compilation));

    private static (ITypeSymbol Type, bool IsOfType)? TypeTest(IOperation condition, ILocalSymbol caught, bool expected) => Operations.WithoutConversions(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => TypeTest(not.Operand, caught, !expected),
        IIsTypeOperation test when IsCaught(test.ValueOperand, caught) => (test.TypeOperand, expected),
        IIsPatternOperation test when IsCaught(test.Value, caught) => TypeTest(test.Pattern, expected),
        _ => null,
    };

    private static (ITypeSymbol Type, bool IsOfType)? TypeTest(IPatternOperation pattern, bool expected) => pattern switch
    {
        INegatedPatternOperation negated => TypeTest(negated.Pattern, !expected),
        ITypePatternOperation type => (type.MatchedType, expected),
        IDeclarationPatternOperation { MatchedType: { } type, MatchesNull: false } => (type, expected),
        _ => null,
    };

    private static bool IsCaught(IOperation operation, ILocalSymbol caught) =>
        Operations.WithoutConversions(operation) is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, caught);
}
