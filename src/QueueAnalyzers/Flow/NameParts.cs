using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace QueueAnalyzers.Flow;

/// <summary>Reads the words that names are made of: <c>maxRetryCount</c> and <c>x-retry-count</c> both speak of a retry.</summary>
internal static class NameParts
{
    private static readonly Regex Word = new("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", RegexOptions.CultureInvariant);

    /// <summary>The words of a name, in lower case. A sentence is no name and has none.</summary>
    public static ImmutableArray<string> Of(string name) =>
        name.Any(char.IsWhiteSpace)
            ? ImmutableArray<string>.Empty
            : Word.Matches(name).Cast<Match>().Select(match => match.Value.ToLowerInvariant()).ToImmutableArray();
}
