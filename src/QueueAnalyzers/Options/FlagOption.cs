namespace QueueAnalyzers.Options;

/// <summary>An option that is on or off, and off if nothing is said.</summary>
internal sealed class FlagOption : Option<bool>
{
    public FlagOption(string name, string summary, params string[] rules)
        : base(name, "true or false", "false", false, summary, rules)
    {
    }

    /// <inheritdoc/>
    private protected override bool TryParse(string text, out bool value) => bool.TryParse(text, out value);
}
