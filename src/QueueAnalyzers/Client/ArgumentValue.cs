using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Client;

/// <summary>What kind of value a broker wants for an argument.</summary>
internal enum ArgumentValueKind
{
    /// <summary>The broker does not look.</summary>
    Anything,

    /// <summary>The broker accepts some values of several types: nothing is said of a single one.</summary>
    Several,

    /// <summary>A whole number of any type but <see cref="ulong"/>, which the client cannot send.</summary>
    Integer,

    /// <summary>A string, or its bytes.</summary>
    Text,

    /// <summary>A <see cref="bool"/>.</summary>
    Flag,
}

/// <summary>The values that a broker accepts for an argument.</summary>
/// <param name="Kind">Their kind.</param>
internal sealed record ArgumentValue(ArgumentValueKind Kind)
{
    public static readonly ArgumentValue Anything = new(ArgumentValueKind.Anything);

    public static readonly ArgumentValue Several = new(ArgumentValueKind.Several);

    public static readonly ArgumentValue Integer = new(ArgumentValueKind.Integer);

    public static readonly ArgumentValue NonNegative = Integer with { Minimum = 0 };

    public static readonly ArgumentValue Positive = Integer with { Minimum = 1 };

    public static readonly ArgumentValue Text = new(ArgumentValueKind.Text);

    public static readonly ArgumentValue Flag = new(ArgumentValueKind.Flag);

    /// <summary>The least number that is accepted.</summary>
    public long Minimum { get; init; } = long.MinValue;

    /// <summary>The greatest number that is accepted.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>The texts that are accepted, to the letter; empty when there is no list.</summary>
    public ImmutableArray<string> Texts { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>More texts, which only RabbitMQ 4.x accepts.</summary>
    public ImmutableArray<string> TextsSince4 { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>What an accepted text looks like, as a regular expression; <see langword="null"/> when it may be any.</summary>
    public string? Pattern { get; init; }

    /// <summary>A text that is accepted where neither <see cref="Texts"/> nor a number says one.</summary>
    public string Example { get; init; } = "example";

    /// <summary>One of these texts.</summary>
    public static ArgumentValue OneOf(params string[] texts) => Text with { Texts = texts.ToImmutableArray() };

    /// <summary>Whether the broker accepts a value of this kind.</summary>
    /// <param name="value">A constant; not <see langword="null"/>, which is a matter of the broker.</param>
    public bool Accepts(object value) => Kind switch
    {
        ArgumentValueKind.Integer => value is sbyte or byte or short or ushort or int or uint or long
            && Convert.ToInt64(value) is var number && number >= Minimum && number <= Maximum,
        ArgumentValueKind.Text => value is string text
            && (Texts.IsEmpty || Texts.Contains(text) || TextsSince4.Contains(text)) && (Pattern is null || Regex.IsMatch(text, Pattern)),
        ArgumentValueKind.Flag => value is bool,
        _ => true,
    };

    /// <summary>Whether no value of a type is accepted. Types that say nothing of the value, like <see cref="object"/>, are not refused.</summary>
    public bool Refuses(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Dynamic or TypeKind.TypeParameter or TypeKind.Error or TypeKind.Interface or TypeKind.Enum } => false,
        IArrayTypeSymbol array => Kind is ArgumentValueKind.Integer or ArgumentValueKind.Flag && array.ElementType.SpecialType == SpecialType.System_Byte,
        // What the client cannot put into a table it throws at, whatever the key.
        { SpecialType: SpecialType.System_UInt64 or SpecialType.System_DateTime } or { Name: "TimeSpan", ContainingNamespace.Name: "System" } => true,
        _ => (Kind, type.SpecialType) switch
        {
            (ArgumentValueKind.Anything or ArgumentValueKind.Several, _) => false,
            (_, SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal) => true,
            (ArgumentValueKind.Integer, SpecialType.System_String or SpecialType.System_Boolean) => true,
            (ArgumentValueKind.Flag, SpecialType.System_String) => true,
            (ArgumentValueKind.Text, SpecialType.System_Boolean) => true,
            (ArgumentValueKind.Text or ArgumentValueKind.Flag, var whole) => IsInteger(whole),
            _ => false,
        },
    };

    private static bool IsInteger(SpecialType type) =>
        type is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64;
}
