using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>A condition that means the same wherever it stands, as long as its variables are not set: <c>order is null</c> and <c>order != null</c> are one, with opposite outcomes.</summary>
/// <param name="Key">What is compared, in one spelling.</param>
/// <param name="Negated">Whether the condition as written is the opposite of the key.</param>
internal readonly record struct Condition(string Key, bool Negated)
{
    // Stands between what is compared and the constant that it is compared with.
    private const string IsConstant = " == ";
    private const string IsLess = " < ";

    /// <summary>What is compared with a constant, or the whole key: <c>kind == 1</c> and <c>kind == 2</c> exclude each other.</summary>
    public string Subject => SubjectOf(Key);

    /// <summary>The key whose truth makes this one true as well: <c>order?.Id == null</c> holds where <c>order</c> is null.</summary>
    public string? NullIf { get; private init; }

    /// <summary>The condition that holds when a variable is set to a constant.</summary>
    /// <returns>The condition, or <see langword="null"/> for a constant that conditions do not ask for.</returns>
    public static Condition? Holding(string variable, Constant constant) => constant switch
    {
        { Value: bool flag } => new Condition(variable, !flag),
        { IsNull: true } => new Condition(variable + IsConstant + Text(null), false),
        _ => null,
    };

    /// <summary>The condition under which a switch takes the clause of a constant.</summary>
    /// <returns>The condition, or <see langword="null"/> for what conditions do not ask for.</returns>
    public static Condition? Of(ISwitchOperation choice, ISingleValueCaseClauseOperation clause) =>
        Value(choice.Value) is { } tested && clause.Value.ConstantValue is { HasValue: true, Value: var constant } ? new Condition(tested + IsConstant + Text(constant), false) : null;

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

    /// <summary>Whether two outcomes cannot come together: what equals one constant equals no other, and is not less than a smaller one.</summary>
    public static bool Exclude(string key, bool outcome, string other, bool otherOutcome)
    {
        var subject = SubjectOf(key);
        if (subject.Length == key.Length || other.Length <= subject.Length || SubjectOf(other) != subject || key == other)
            return false;
        var (less, otherLess) = (LimitOf(key), LimitOf(other));
        return (less, otherLess) switch
        {
            (null, null) => outcome && otherOutcome,
            ({ } limit, null) => otherOutcome && NumberIn(other, subject) is { } number && number < limit != outcome,
            (null, { } limit) => outcome && NumberIn(key, subject) is { } number && number < limit != otherOutcome,
            ({ } limit, { } otherLimit) => outcome != otherOutcome && (outcome ? limit <= otherLimit : otherLimit <= limit),
        };
    }

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
                var equality = comparison.RightOperand.ConstantValue.HasValue ? left + IsConstant + right
                    : comparison.LeftOperand.ConstantValue.HasValue ? right + IsConstant + left
                    : Equal(left, right);
                return new Condition(equality, isNegated) { NullIf = nullable };
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThanOrEqual } comparison:
                return Less(comparison.LeftOperand, comparison.RightOperand, comparison.OperatorKind == BinaryOperatorKind.GreaterThanOrEqual);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual } comparison:
                return Less(comparison.RightOperand, comparison.LeftOperand, comparison.OperatorKind == BinaryOperatorKind.LessThanOrEqual);
            case IIsPatternOperation { Pattern: var pattern, Value: var value } when Value(value) is { } tested:
                return OfPattern(tested, pattern);
            case IIsTypeOperation { ValueOperand: var value } test when Value(value) is { } tested:
                return new Condition(OfType(tested, test.TypeOperand), test.IsNegated);
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

    /// <summary>Whether a key has to do with a variable of that name.</summary>
    public static bool Mentions(string key, string variable)
    {
        for (var at = key.IndexOf(variable, StringComparison.Ordinal); at >= 0; at = key.IndexOf(variable, at + 1, StringComparison.Ordinal))
        {
            var end = at + variable.Length;
            if ((at == 0 || !IsNamePart(key[at - 1])) && (end == key.Length || !IsNamePart(key[end])))
                return true;
        }

        return false;
    }

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static Condition? OfPattern(string tested, IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => OfPattern(tested, negated.Pattern) is { } inner ? inner with { Negated = !inner.Negated } : null,
        IConstantPatternOperation { Value: { ConstantValue: { HasValue: true, Value: var constant } } } =>
            constant is bool flag ? new Condition(tested, !flag) : new Condition(tested + IsConstant + Text(constant), false),
        ITypePatternOperation type => new Condition(OfType(tested, type.MatchedType), false),
        IDeclarationPatternOperation { MatchedType: { } type, MatchesNull: false } => new Condition(OfType(tested, type), false),
        IRelationalPatternOperation { OperatorKind: var comparison, Value.ConstantValue: { HasValue: true, Value: int and < int.MaxValue and var number } } => comparison switch
        {
            BinaryOperatorKind.LessThan => new Condition(tested + IsLess + Text(number), false),
            BinaryOperatorKind.LessThanOrEqual => new Condition(tested + IsLess + Text(number + 1), false),
            BinaryOperatorKind.GreaterThanOrEqual => new Condition(tested + IsLess + Text(number), true),
            BinaryOperatorKind.GreaterThan => new Condition(tested + IsLess + Text(number + 1), true),
            _ => null,
        },
        // { } is "not null".
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } =>
            new Condition(tested + IsConstant + Text(null), true),
        _ => null,
    };

    /// <summary>The key of "is null" for what stands left of <c>?.</c>.</summary>
    private static string? OwnerOf(IOperation operation) =>
        Operations.WithoutConversions(operation) is IConditionalAccessOperation { Operation: var owner } && Value(owner) is { } name ? name + IsConstant + Text(null) : null;

    private static string SubjectOf(string key) =>
        key.IndexOf(IsConstant, StringComparison.Ordinal) is var end and > 0 ? key.Substring(0, end)
        : LimitOf(key) is not null ? key.Substring(0, key.IndexOf(IsLess, StringComparison.Ordinal))
        : key;

    /// <summary>The number that a key says something is less than, or <see langword="null"/>.</summary>
    private static long? LimitOf(string key) =>
        key.IndexOf(IsLess, StringComparison.Ordinal) is var at and > 0 && long.TryParse(key.Substring(at + IsLess.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    private static long? NumberIn(string key, string subject) =>
        long.TryParse(key.Substring(subject.Length + IsConstant.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The condition that one value is less than another; of whole numbers always in the form <c>x &lt; 3</c>.</summary>
    private static Condition? Less(IOperation less, IOperation more, bool isNegated)
    {
        if (Value(less) is not { } lower || Value(more) is not { } upper)
            return null;
        // 2 < x is the opposite of x < 3.
        return less.ConstantValue is { HasValue: true, Value: int and < int.MaxValue and var number } && !more.ConstantValue.HasValue && more.Type?.SpecialType == SpecialType.System_Int32
            ? new Condition(upper + IsLess + (number + 1).ToString(CultureInfo.InvariantCulture), !isNegated)
            : new Condition(lower + IsLess + upper, isNegated);
    }

    private static string OfType(string tested, ITypeSymbol type) => tested + " is " + type.ToDisplayString();

    private static string Equal(string left, string right) =>
        string.CompareOrdinal(left, right) <= 0 ? left + " = " + right : right + " = " + left;

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
            return Text(operation.ConstantValue.Value);
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

    private static string Text(object? constant) => constant switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => "\"" + text + "\"",
        char character => "'" + character + "'",
        _ => constant.ToString(),
    };
}
