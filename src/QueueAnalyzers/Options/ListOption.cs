using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Options;

/// <summary>An option that is a list, and empty if nothing is said.</summary>
internal abstract class ListOption : Option
{
    // A documentation id has commas between its parameters. A semicolon never comes here: it begins a comment.
    private static readonly Regex Separator = new(@",(?![^()]*\))");

    private protected ListOption(string name, string allowed, string summary, IEnumerable<string> rules)
        : base(name, allowed, string.Empty, summary, rules)
    {
    }

    /// <summary>The items of the list.</summary>
    public ImmutableArray<string> In(AnalyzerConfigOptions config) =>
        TextIn(config) is { } text ? ItemsOf(text).ToImmutableArray() : ImmutableArray<string>.Empty;

    /// <summary>Whether an item is allowed.</summary>
    private protected abstract bool Allows(string item);

    /// <inheritdoc/>
    private protected sealed override IEnumerable<string> MistakesIn(string text) => ItemsOf(text).Where(item => !Allows(item));

    private static IEnumerable<string> ItemsOf(string text) => Separator.Split(text).Select(item => item.Trim()).Where(item => item.Length > 0);
}

/// <summary>A list of names, in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
internal sealed class NamesOption : ListOption
{
    public NamesOption(string name, string allowed, string summary, params string[] rules)
        : base(name, allowed, summary, rules)
    {
    }

    /// <summary>Whether the list has the name.</summary>
    public bool Includes(string name, AnalyzerConfigOptions config) => In(config).Any(glob => Matches(glob, name));

    /// <inheritdoc/>
    private protected override bool Allows(string item) => true;

    private static bool Matches(string glob, string name) =>
        Regex.IsMatch(name, "^" + Regex.Escape(glob).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.CultureInvariant);
}

/// <summary>A list of methods, by their documentation ids.</summary>
internal sealed class MethodsOption : ListOption
{
    // M: and the full name; the parameters' types in parentheses, if there are any.
    private static readonly Regex DocumentationId = new(@"^M:[^\s.()]+(\.[^\s.()]+)+(\([^\s()]+\))?$");

    public MethodsOption(string name, string summary, params string[] rules)
        : base(name, "documentation ids of methods, as in M:Acme.Messaging.Deliveries.Complete(System.UInt64)", summary, rules)
    {
    }

    /// <inheritdoc/>
    private protected override bool Allows(string item) => DocumentationId.IsMatch(item);
}
