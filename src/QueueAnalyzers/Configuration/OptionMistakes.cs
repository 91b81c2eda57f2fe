using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Configuration;

/// <summary>
/// What is wrong with the options of a compilation, each once. An analyzer does not see the file that an option stands in, so a
/// mistake is pointed out in the first source file that it holds for: there the severity can be set, as that of any other rule, and the
/// folder tells which configuration is meant.
/// </summary>
internal sealed class OptionMistakes
{
    private readonly ConcurrentDictionary<(string Key, string? Value), SyntaxTree> _firstFiles = new();

    /// <summary>Takes in the configuration of a file.</summary>
    public void LookAt(SyntaxTree file, AnalyzerConfigOptions config)
    {
        foreach (var option in DeclaredOptions.All)
        {
            foreach (var value in option.MistakesIn(config))
                Add(option.Key, value, file);
        }

        foreach (var key in OptionNames.UnknownIn(config))
            Add(key, null, file);
    }

    /// <summary>Reports them, in the same order in every build.</summary>
    public void Report(Action<Diagnostic> report)
    {
        foreach (var mistake in _firstFiles.OrderBy(mistake => mistake.Value.FilePath, StringComparer.Ordinal).ThenBy(mistake => mistake.Key.Key, StringComparer.Ordinal).ThenBy(mistake => mistake.Key.Value, StringComparer.Ordinal))
        {
            var (key, value) = mistake.Key;
            var place = Location.Create(mistake.Value, new TextSpan(0, 0));
            report(value is null
                ? Diagnostic.Create(ConfigurationRules.OptionDoesNotExist, place, key, OptionNames.AdviceFor(key))
                : Diagnostic.Create(ConfigurationRules.OptionValueIsNotAllowed, place, key, value, DeclaredOptions.All.First(option => option.Key == key).Allowed));
        }
    }

    private void Add(string key, string? value, SyntaxTree file) => _firstFiles.AddOrUpdate(
        (key, value), file, (_, known) => string.CompareOrdinal(file.FilePath, known.FilePath) < 0 ? file : known);
}
