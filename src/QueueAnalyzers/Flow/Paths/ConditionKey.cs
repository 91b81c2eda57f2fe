using System.Globalization;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>How conditions are spelled, and what can be read from it: <c>kind == 1</c>, <c>kind &lt; 3</c>, <c>order is Paid</c>, <c>this.flag</c>.</summary>
internal static class ConditionKey
{
    // Stand between what is compared and what it is compared with.
    private const string IsConstant = " == ";
    private const string IsLess = " < ";
    private const string IsOfType = " is ";

    /// <summary>That a value equals a constant.</summary>
    public static string IsEqual(string value, string constant) => value + IsConstant + constant;

    /// <summary>That a value is <see langword="null"/>.</summary>
    public static string IsNull(string value) => IsEqual(value, Text(null));

    /// <summary>That one of two values that are no constants equals the other.</summary>
    public static string AreEqual(string left, string right) =>
        string.CompareOrdinal(left, right) <= 0 ? left + " = " + right : right + " = " + left;

    /// <summary>That a value is less than another one.</summary>
    public static string IsLower(string lower, string upper) => lower + IsLess + upper;

    /// <summary>That a value is of a type.</summary>
    public static string IsOf(string value, string type) => value + IsOfType + type;

    /// <summary>What a key compares with a constant, or the whole key.</summary>
    public static string SubjectOf(string key) =>
        key.IndexOf(IsConstant, StringComparison.Ordinal) is var end and > 0 ? key.Substring(0, end)
        : LimitOf(key) is not null ? key.Substring(0, key.IndexOf(IsLess, StringComparison.Ordinal))
        : key;

    /// <summary>Whether a key compares a subject with a constant. Paths are asked for it at every step, so nothing is cut out of the key.</summary>
    public static bool IsOn(string subject, string key) =>
        key.StartsWith(subject, StringComparison.Ordinal)
        && (string.CompareOrdinal(key, subject.Length, IsConstant, 0, IsConstant.Length) == 0
            || (string.CompareOrdinal(key, subject.Length, IsLess, 0, IsLess.Length) == 0 && LimitOf(key) is not null));

    /// <summary>The number that a key says something is less than, or <see langword="null"/>.</summary>
    public static decimal? LimitOf(string key) => NumberBehind(IsLess, key);

    /// <summary>The number that a key says something equals, or <see langword="null"/>.</summary>
    public static decimal? NumberOf(string key) => NumberBehind(IsConstant, key);

    /// <summary>Whether a key says that a value which can be a fraction is less than a number: between 2.0 and 3.0 lie others, between 2 and 3 none.</summary>
    public static bool IsOfFraction(string key) => key.LastIndexOf(IsLess, StringComparison.Ordinal) is var at and > 0 && key.IndexOf('.', at) > 0;

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

    /// <summary>A constant.</summary>
    public static string Text(object? constant) => constant switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => "\"" + text + "\"",
        char character => "'" + character + "'",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => constant.ToString(),
    };

    /// <summary>A constant that a value is compared with which can be a fraction.</summary>
    public static string Fraction(string constant) => constant.IndexOf('.') < 0 ? constant + ".0" : constant;

    private static bool IsNamePart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static decimal? NumberBehind(string relation, string key) =>
        key.IndexOf(relation, StringComparison.Ordinal) is var at and > 0
        && decimal.TryParse(key.Substring(at + relation.Length), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
