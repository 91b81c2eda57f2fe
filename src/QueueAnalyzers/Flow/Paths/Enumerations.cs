using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Switches over enumerations.</summary>
internal static class Enumerations
{
    /// <summary>Whether the cases name every member of the enumeration that is switched over.</summary>
    public static bool AreCovered(ISwitchOperation choice)
    {
        if (choice.Value.Type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } type)
            return false;
        var named = new HashSet<object>(choice.Cases
            .SelectMany(section => section.Clauses)
            .OfType<ISingleValueCaseClauseOperation>()
            .Select(clause => clause.Value.ConstantValue)
            .Where(constant => constant is { HasValue: true, Value: not null })
            .Select(constant => constant.Value!));
        return type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue).All(member => named.Contains(member.ConstantValue!));
    }
}
