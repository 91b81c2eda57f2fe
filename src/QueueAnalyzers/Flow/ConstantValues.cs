using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Decides which values are constant: compile-time constants, defaults of omitted parameters, and locals and readonly fields
/// that are given one constant and nothing else. Properties, configuration and whatever is computed are unknown.
/// </summary>
internal sealed class ConstantValues
{
    // Locals that are set from locals, one after the other: real code needs two or three.
    private const int MaxDepth = 8;

    private readonly Assignments _assignments;

    public ConstantValues(Assignments assignments) => _assignments = assignments;

    /// <summary>The constant that an operation always gives.</summary>
    /// <param name="operation">Any operation, or <see langword="null"/> for one that is not there, which is unknown.</param>
    public Constant Of(IOperation? operation) => Of(operation, MaxDepth);

    private Constant Of(IOperation? operation, int depth)
    {
        if (operation is null)
            return Constant.Unknown;
        if (operation.ConstantValue.HasValue)
            return Constant.Of(operation.ConstantValue.Value);

        operation = Operations.WithoutConversions(operation);
        if (operation.ConstantValue.HasValue)
            return Constant.Of(operation.ConstantValue.Value);

        // string.Empty is a readonly field without source; it stands for "" in every program.
        if (operation is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } })
            return Constant.Of(string.Empty);

        // default and default(T) of a reference type are null.
        if (operation is IDefaultValueOperation { Type.IsReferenceType: true })
            return Constant.Of(null);

        ISymbol? symbol = operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation { Field.IsReadOnly: true } field => field.Field,
            _ => null,
        };
        return depth == 0 || symbol is null ? Constant.Unknown : Of(_assignments.SingleValueOf(symbol), depth - 1);
    }
}
