using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QueueAnalyzers.Durability;

/// <summary>The names that follow a name: <c>orders</c>, <c>orders_1</c>, <c>orders_2</c>.</summary>
internal sealed class NextName
{
    private readonly int _last;

    /// <summary>Reads a name, which may have been numbered before.</summary>
    public NextName(string name)
    {
        var digits = name.Length;
        while (digits > 0 && name[digits - 1] is >= '0' and <= '9')
            digits--;
        var isNumbered = digits > 1 && name[digits - 1] == '_' && int.TryParse(name.Substring(digits), NumberStyles.None, CultureInfo.InvariantCulture, out _last);
        Stem = isNumbered ? name.Substring(0, digits) : name + "_";
        Number = isNumbered ? name.Substring(digits) : null;
    }

    /// <summary>What all of them begin with.</summary>
    public string Stem { get; }

    /// <summary>The number that the name has already.</summary>
    private string? Number { get; }

    /// <summary>The names that follow, without end.</summary>
    public IEnumerable<string> Candidates()
    {
        for (var number = _last + 1L; ; number++)
            yield return Stem + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a literal with another number, in its own form.</summary>
    /// <param name="literal">A literal that stands for the name.</param>
    /// <param name="renamed">One of the <see cref="Candidates"/>.</param>
    /// <returns>The literal, or <see langword="null"/> when its end is not written as it reads.</returns>
    public string? Rewrite(SyntaxToken literal, string renamed)
    {
        if (!literal.IsKind(SyntaxKind.StringLiteralToken) && !literal.IsKind(SyntaxKind.SingleLineRawStringLiteralToken))
            return null;
        var quote = literal.Text.TrimEnd('"').Length;
        var quotes = literal.IsKind(SyntaxKind.StringLiteralToken) ? 1 : literal.Text.Length - quote;
        var inner = literal.Text.Substring(0, literal.Text.Length - quotes);
        if (Number is null)
            return inner + "_" + renamed.Substring(Stem.Length) + literal.Text.Substring(inner.Length);
        return inner.EndsWith("_" + Number, StringComparison.Ordinal)
            ? inner.Substring(0, inner.Length - Number.Length) + renamed.Substring(Stem.Length) + literal.Text.Substring(inner.Length)
            : null;
    }
}
