using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>A condition that means the same wherever it stands, as long as its variables are not set: <c>order is null</c> and <c>order != null</c> are one, with opposite outcomes.</summary>
/// <param name="Key">What is compared, in one spelling.</param>
/// <param name="Negated">Whether the condition as written is the opposite of the key.</param>
internal readonly record struct Condition(string Key, bool Negated)
{
    /// <summary>What is compared with a constant, or the whole key: <c>kind == 1</c> and <c>kind == 2</c> exclude each other.</summary>
    public string Subject => ConditionKey.SubjectOf(Key);

    /// <summary>The key whose truth makes this one true as well: <c>order?.Id == null</c> holds where <c>order</c> is null.</summary>
    public string? NullIf { get; private init; }

    /// <summary>The condition that holds when a variable is set to a constant.</summary>
    /// <returns>The condition, or <see langword="null"/> for a constant that conditions do not ask for.</returns>
    public static Condition? Holding(string variable, Constant constant) => constant switch
    {
        { Value: bool flag } => new Condition(variable, !flag),
        { IsNull: true } => new Condition(ConditionKey.IsNull(variable), false),
        _ => null,
    };

    /// <summary>The condition that a value is <see langword="null"/>.</summary>
    /// <returns>The condition, or <see langword="null"/> for a value that is too complex to recognize again.</returns>
    public static Condition? IsNull(IOperation value) => NameOf(value) is { } name ? new Condition(ConditionKey.IsNull(name), false) : null;

    /// <summary>The condition under which a switch takes the clause of a constant.</summary>
    /// <returns>The condition, or <see langword="null"/> for what conditions do not ask for.</returns>
    public static Condition? Of(ISwitchOperation choice, ISingleValueCaseClauseOperation clause) =>
        Value(choice.Value) is { } tested && clause.Value.ConstantValue is { HasValue: true, Value: var constant } ? new Condition(ConditionKey.IsEqual(tested, ConditionKey.Text(constant)), false) : null;

    /// <summary>The condition under which a value matches a pattern.</summary>
    /// <returns>The condition, or <see langword="null"/> for a pattern that conditions do not ask for.</returns>
    public static Condition? Of(IOperation tested, IPatternOperation pattern) => Value(tested) is { } name ? OfPattern(name, pattern) : null;

    /// <summary>A condition that a pattern is made of, or <see langword="null"/>: what is compared is the same in all of them.</summary>
    public static Condition? PartOf(IOperation tested, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => PartOf(tested, negated.Pattern),
        IBinaryPatternOperation binary => PartOf(tested, binary.LeftPattern) ?? PartOf(tested, binary.RightPattern),
        _ => Of(tested, pattern),
    };

    /// <summary>Reads a condition without effects.</summary>
    /// <returns>The condition, or <see langword="null"/> when it calls something or is too complex to recognize again.</returns>
    public static Condition? Of(IOperation operation)
    {
        operation = Operations.WithoutConversions(operation);
        switch (operation)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Of(not.Operand) is { } inner ? inner with { Negated = !inner.Negated } : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                if (Value(comparison.LeftOperand) is not { } left || Value(comparison.RightOperand) is not { } right)
                    return null;
                var isNegated = comparison.OperatorKind == BinaryOperatorKind.NotEquals;
                // flag == true is the flag.
                if (right is "true" or "false")
                    return new Condition(left, isNegated != (right == "false"));
                var nullable = right == "null" ? OwnerOf(comparison.LeftOperand) : left == "null" ? OwnerOf(comparison.RightOperand) : null;
                var equality = comparison.RightOperand.ConstantValue.HasValue ? ConditionKey.IsEqual(left, right)
                    : comparison.LeftOperand.ConstantValue.HasValue ? ConditionKey.IsEqual(right, left)
                    : ConditionKey.AreEqual(left, right);
                return new Condition(equality, isNegated) { NullIf = nullable };
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual } comparison:
                return Less(comparison.LeftOperand, comparison.RightOperand, comparison.OperatorKind == BinaryOperatorKind.GreaterThanOrEqual);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual } comparison:
                return Less(comparison.RightOperand, comparison.LeftOperand, comparison.OperatorKind == BinaryOperatorKind.LessThanOrEqual);
            case IIsPatternOperation { Pattern: var pattern, Value: var value } when Value(value) is { } tested:
                return OfPattern(tested, pattern);
            case IIsTypeOperation { ValueOperand: var value } test when Value(value) is { } tested:
                return new Condition(OfType(tested, test.TypeOperand), false);
            case IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } } call
                when Value(call.Arguments[0].Value) is { } text:
                return new Condition(call.TargetMethod.Name + "(" + text + ")", false);
            default:
                return Value(operation) is { } flag ? new Condition(flag, false) : null;
        }
    }

    /// <summary>The name by which conditions know a variable, <c>this.flag</c> for a field, or <see langword="null"/>.</summary>
    public static string? NameOf(IOperation variable) => Value(variable);

    /// <summary>The <c>bool</c> that a condition only compares with a constant, and for which value it holds: <c>Accept() == false</c>.</summary>
    public static (IOperation Flag, bool Value)? OfFlag(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, IsLifted: false, RightOperand.ConstantValue: { HasValue: true, Value: bool value } } comparison =>
            (comparison.LeftOperand, value == (comparison.OperatorKind == BinaryOperatorKind.Equals)),
        IIsPatternOperation { Value: { Type.SpecialType: SpecialType.System_Boolean } tested, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool value } } } =>
            (tested, value),
        _ => null,
    };

    private static Condition? OfPattern(string tested, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => OfPattern(tested, negated.Pattern) is { } inner ? inner with { Negated = !inner.Negated } : null,
        IConstantPatternOperation { Value: { ConstantValue: { HasValue: true, Value: var constant } } } =>
            constant is bool flag ? new Condition(tested, !flag) : new Condition(ConditionKey.IsEqual(tested, ConditionKey.Text(constant)), false),
        ITypePatternOperation type => new Condition(OfType(tested, type.MatchedType), false),
        IDeclarationPatternOperation { MatchedType: { } type, MatchesNull: false } => new Condition(OfType(tested, type), false),
        IRelationalPatternOperation { OperatorKind: var comparison, Value.ConstantValue: var constant } when NumberOf(constant) is { } number => comparison switch
        {
            BinaryOperatorKind.LessThan => IsLess(tested, number, false),
            BinaryOperatorKind.LessThanOrEqual => IsLess(tested, number + 1, false),
            BinaryOperatorKind.GreaterThanOrEqual => IsLess(tested, number, true),
            BinaryOperatorKind.GreaterThan => IsLess(tested, number + 1, true),
            _ => null,
        },
        // { } is "not null".
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } =>
            new Condition(ConditionKey.IsNull(tested), true),
        _ => null,
    };

    /// <summary>The key of "is null" for what stands left of <c>?.</c>.</summary>
    private static string? OwnerOf(IOperation operation) =>
        Operations.WithoutConversions(operation) is IConditionalAccessOperation { Operation: var owner } && Value(owner) is { } name ? ConditionKey.IsNull(name) : null;

    /// <summary>The condition that one value is less than another; of whole numbers always in the form <c>x &lt; 3</c>.</summary>
    private static Condition? Less(IOperation less, IOperation more, bool isNegated)
    {
        if (Value(less) is not { } lower || Value(more) is not { } upper)
            return null;
        if (!IsWhole(less.Type) || !IsWhole(more.Type))
            return new Condition(ConditionKey.IsLower(lower, more.ConstantValue.HasValue ? ConditionKey.Fraction(upper) : upper), isNegated);
        // 2 < x is the opposite of x < 3.
        return (NumberOf(less.ConstantValue), NumberOf(more.ConstantValue)) switch
        {
            (_, { } limit) => IsLess(lower, limit, isNegated),
            ({ } number, _) => IsLess(upper, number + 1, !isNegated),
            _ => new Condition(ConditionKey.IsLower(lower, upper), isNegated),
        };
    }

    private static Condition IsLess(string value, long limit, bool isNegated) => new(ConditionKey.IsLower(value, ConditionKey.Text(limit)), isNegated);

    private static bool IsWhole(ITypeSymbol? type) => type is { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Char or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) };

    /// <summary>A constant that is a whole number, and has one above it.</summary>
    private static long? NumberOf(Optional<object?> constant) => constant switch
    {
        { Value: sbyte or byte or short or ushort or int or uint } => Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture),
        { Value: long and < long.MaxValue and var number } => number,
        { Value: ulong and < long.MaxValue and var number } => (long)number,
        _ => null,
    };

    private static string OfType(string tested, ITypeSymbol type) => ConditionKey.IsOf(tested, type.ToDisplayString());

    /// <summary>The comparison of a variable with a member of its enumeration.</summary>
    public static (string Variable, INamedTypeSymbol Type, object Member, string Key)? OfMember(IOperation operation)
    {
        var (variable, member) = Operations.WithoutConversions(operation) switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison => (comparison.LeftOperand, comparison.RightOperand),
            IIsPatternOperation { Pattern: IConstantPatternOperation constant } test => (test.Value, constant.Value),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } test => (test.Value, constant.Value),
            _ => default,
        };
        return variable is not null && member is not null
            && Operations.WithoutConversions(variable) is { Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type } tested
            && Operations.WithoutConversions(member) is { ConstantValue: { HasValue: true, Value: { } value } }
            && Value(tested) is { } name && Of(operation) is { } condition
                ? (name, type, value, condition.Key)
                : null;
    }

    private static string? Value(IOperation operation)
    {
        operation = Operations.WithoutConversions(operation);
        if (operation.ConstantValue.HasValue)
            return ConditionKey.Text(operation.ConstantValue.Value);
        return operation switch
        {
            ILocalReferenceOperation local => local.Local.Name,
            IParameterReferenceOperation parameter => parameter.Parameter.Name,
            IInstanceReferenceOperation => "this",
            IConditionalAccessOperation access => Value(access.WhenNotNull),
            IConditionalAccessInstanceOperation => Value(Operations.OutOfConditionalAccess(operation)),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false }, Instance: null } member => member.Member.ToDisplayString(),
            IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false }, Instance: { } instance } member =>
                Value(instance) is { } owner ? owner + "." + member.Member.Name : null,
            _ => null,
        };
    }
}
