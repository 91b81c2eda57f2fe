using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Configuration;

/// <summary>Tells the keys that are meant to be options from those of others.</summary>
internal static class OptionNames
{
    private static readonly string[] Keys = DeclaredOptions.All.Select(option => option.Key).ToArray();
    private static readonly string Family = Option.Prefix.TrimEnd('.');

    /// <summary>The keys that look like options and are none.</summary>
    public static IEnumerable<string> UnknownIn(AnalyzerConfigOptions config) =>
        KeysOf(config).Where(key => LooksLikeOne(key) && !Keys.Contains(key, StringComparer.OrdinalIgnoreCase));

    /// <summary>What to write instead of a key that is none, as the end of a sentence.</summary>
    public static string AdviceFor(string key)
    {
        var name = key.Substring(key.IndexOf('.') + 1);
        var nearest = Spelling.NearestOf(name.ToLowerInvariant(), DeclaredOptions.All.Select(option => option.Name));
        return nearest is null
            ? $"there are {string.Join(", ", DeclaredOptions.All.Select(option => option.Name))}"
            : $"did you mean '{Option.Prefix}{nearest}'?";
    }

    // "queue_analyzer.broker" is one as well.
    private static bool LooksLikeOne(string key)
    {
        var dot = key.IndexOf('.');
        return dot > 0 && char.ToLowerInvariant(key[0]) == Family[0] && Spelling.NearestOf(key.Substring(0, dot).ToLowerInvariant(), new[] { Family }) is not null;
    }

    /// <summary>All keys; none where a host does not list them.</summary>
    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions config)
    {
        try
        {
            return config.Keys;
        }
        catch (NotImplementedException)
        {
            return Array.Empty<string>();
        }
    }
}
