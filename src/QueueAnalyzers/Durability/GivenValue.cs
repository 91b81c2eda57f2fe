using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Durability;

/// <summary>The value of an argument before it is boxed.</summary>
internal sealed class GivenValue
{
    private readonly IOperation _value;
    private readonly QueueCompilation _compilation;

    public GivenValue(IOperation value, QueueCompilation compilation)
    {
        while (value is IConversionOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Object } or IParenthesizedOperation)
            value = value is IConversionOperation boxing ? boxing.Operand : ((IParenthesizedOperation)value).Operand;
        _value = value;
        _compilation = compilation;
    }

    /// <summary>The type as it is written; <see langword="null"/> for a literal null and what has no type.</summary>
    public ITypeSymbol? Type => _value.Type is { SpecialType: SpecialType.System_Object } ? null : _value.Type;

    /// <summary>The value, if it is constant. What a cast makes of one is not computed here.</summary>
    public Constant Constant => _value is IConversionOperation { ConstantValue.HasValue: false } ? Constant.Unknown : _compilation.Constants.Of(_value);

    /// <summary>Whether it is <c>TimeSpan.Milliseconds</c>: a part of the time, and not all of it.</summary>
    public bool IsPartOfTimeSpan =>
        Operations.WithoutConversions(_compilation.Assignments.Resolve(_value)) is IPropertyReferenceOperation
        {
            Property: { Name: "Milliseconds", ContainingType: { Name: "TimeSpan", ContainingNamespace.Name: "System" } },
        };
}
