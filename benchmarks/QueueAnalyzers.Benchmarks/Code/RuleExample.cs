using System.Text.RegularExpressions;

namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>What the page of a rule shows: a program that the rule reports, and one so like it that it nearly does. That they are is tested.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsHit">Whether the rule reports it.</param>
/// <param name="Client">The client that it is written for.</param>
/// <param name="Code">The program.</param>
public sealed partial record RuleExample(string Rule, bool IsHit, Generation Client, string Code)
{
    /// <summary>The examples of all pages, one of each kind for each rule.</summary>
    internal static IReadOnlyList<RuleExample> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(ProjectCode.RepositoryRoot, "docs", "rules"), "RMQ*.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(ReadPage)
            .DistinctBy(example => (example.Rule, example.IsHit)),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Rule} {(IsHit ? "hit" : "near miss")}";

    private static IEnumerable<RuleExample> ReadPage(string path) => Block().Matches(File.ReadAllText(path).ReplaceLineEndings("\n")).Select(block => new RuleExample(
        Path.GetFileNameWithoutExtension(path),
        block.Groups["kind"].Value == "bad",
        block.Groups["clients"].Value.Contains("v7", StringComparison.Ordinal) ? Generation.V7 : Generation.V6,
        block.Groups["code"].Value));

    [GeneratedRegex(@"^```csharp (?<kind>bad|good)(?<clients>[^\n]*)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
