using System.Globalization;

namespace QueueAnalyzers.Options;

/// <summary>An option that is a whole number above zero.</summary>
internal sealed class NumberOption : Option<ushort>
{
    public NumberOption(string name, ushort @default, string summary, params string[] rules)
        : base(name, $"a whole number from 1 to {ushort.MaxValue}", @default.ToString(CultureInfo.InvariantCulture), @default, summary, rules)
    {
    }

    /// <inheritdoc/>
    private protected override bool TryParse(string text, out ushort value) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;
}
