using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Options;

/// <summary>
/// An option as its users know it. Reading a value, telling what is wrong with one, and the documentation all follow from this
/// one declaration.
/// </summary>
internal abstract class Option
{
    /// <summary>What the keys of all options begin with.</summary>
    public const string Prefix = "queue_analyzers.";

    // In an editorconfig, this value takes back what a file further up says.
    private const string Unset = "unset";

    private protected Option(string name, string allowed, string defaultText, string summary, IEnumerable<string> rules)
    {
        Name = name;
        Key = Prefix + name;
        Allowed = allowed;
        DefaultText = defaultText;
        Summary = summary;
        Rules = rules.ToImmutableArray();
    }

    /// <summary>The name, without the prefix.</summary>
    public string Name { get; }

    /// <summary>The key in an editorconfig.</summary>
    public string Key { get; }

    /// <summary>What it takes, as the end of a sentence.</summary>
    public string Allowed { get; }

    /// <summary>What holds when nothing is said, as a user would write it; empty for an empty list.</summary>
    public string DefaultText { get; }

    /// <summary>What the option is for, as one sentence.</summary>
    public string Summary { get; }

    /// <summary>The ids of the rules that read it; empty when it is about all of them.</summary>
    public ImmutableArray<string> Rules { get; }

    /// <summary>The parts of a value that are not allowed, as they are written.</summary>
    public IEnumerable<string> MistakesIn(AnalyzerConfigOptions config) =>
        TextIn(config) is { } text ? MistakesIn(text) : Enumerable.Empty<string>();

    /// <summary>The parts of a value that are not allowed.</summary>
    private protected abstract IEnumerable<string> MistakesIn(string text);

    /// <summary>The value as it is written, or <see langword="null"/> when none is given.</summary>
    private protected string? TextIn(AnalyzerConfigOptions config) =>
        config.TryGetValue(Key, out var value) && value.Trim() is var text && !string.Equals(text, Unset, StringComparison.OrdinalIgnoreCase) ? text : null;
}

/// <summary>An option that has one value.</summary>
internal abstract class Option<T> : Option
{
    private readonly T _default;

    private protected Option(string name, string allowed, string defaultText, T @default, string summary, IEnumerable<string> rules)
        : base(name, allowed, defaultText, summary, rules) => _default = @default;

    /// <summary>The value; the default when none is given, and when the one that is given is not allowed.</summary>
    public T In(AnalyzerConfigOptions config) => TextIn(config) is { } text && TryParse(text, out var value) ? value : _default;

    /// <summary>Reads a value.</summary>
    /// <returns>Whether it is allowed.</returns>
    private protected abstract bool TryParse(string text, out T value);

    /// <inheritdoc/>
    private protected override IEnumerable<string> MistakesIn(string text) => TryParse(text, out _) ? Enumerable.Empty<string>() : new[] { text };
}
