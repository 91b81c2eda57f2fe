using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Enumerations, <c>bool</c> among them, and switches over all that a value can be.</summary>
internal static class Enumerations
{
    /// <summary>The values of the members of an enumeration.</summary>
    public static IEnumerable<object> MembersOf(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue).Select(member => member.ConstantValue!);

    /// <summary>Whether the cases of a switch leave nothing over that its value is meant to be.</summary>
    public static bool AreCovered(ISwitchOperation choice)
    {
        var patterns = choice.Cases.SelectMany(section => section.Clauses).ToList();
        var constants = new HashSet<object?>();
        foreach (var clause in patterns)
        {
            switch (clause)
            {
                case ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: var constant } }:
                    constants.Add(constant);
                    break;
                case IPatternCaseClauseOperation { Guard: null, Pattern: var pattern } when !Take(pattern, constants):
                    return true;
            }
        }

        var hasNotNull = patterns.Any(clause => clause is IPatternCaseClauseOperation { Guard: null, Pattern: var pattern } && IsAnythingButNull(pattern, choice.Value.Type));
        if (hasNotNull)
            return constants.Contains(null);

        var type = choice.Value.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && constants.Contains(null)
            ? nullable.TypeArguments[0]
            : choice.Value.Type;
        return type switch
        {
            { SpecialType: SpecialType.System_Boolean } => constants.Contains(true) && constants.Contains(false),
            INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration => MembersOf(enumeration).All(constants.Contains),
            _ => false,
        };
    }

    /// <summary>Takes in the constants that a pattern matches.</summary>
    /// <returns>Whether there is anything that it does not match.</returns>
    private static bool Take(IPatternOperation pattern, HashSet<object?> constants)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return false;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } }:
                constants.Add(constant);
                return true;
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or:
                return Take(or.LeftPattern, constants) & Take(or.RightPattern, constants);
            default:
                return true;
        }
    }

    private static bool IsAnythingButNull(IPatternOperation pattern, ITypeSymbol? type) => pattern switch
    {
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } recursive =>
            SymbolEqualityComparer.Default.Equals(recursive.MatchedType, type),
        IDeclarationPatternOperation { MatchedType: { } matched } => SymbolEqualityComparer.Default.Equals(matched, type),
        ITypePatternOperation { MatchedType: { } matched } => SymbolEqualityComparer.Default.Equals(matched, type),
        INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } => true,
        _ => false,
    };
}
