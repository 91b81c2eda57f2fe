using System.Collections.Immutable;
using Markdig.Syntax;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>A block of C# that a page shows: <c>csharp bad v5 v6</c> is what the rule reports, <c>csharp good v7</c> what it should become.</summary>
/// <param name="File">The page.</param>
/// <param name="Line">The line of the page, counted from one.</param>
/// <param name="IsBad">Whether the page's rule reports it.</param>
/// <param name="Versions">The versions of the client that it is written for.</param>
/// <param name="Code">The code: a whole file, but for the usings that every project has.</param>
internal sealed record CodeExample(MarkdownFile File, int Line, bool IsBad, ImmutableArray<ClientVersion> Versions, string Code)
{
    public static CodeExample Read(MarkdownFile file, FencedCodeBlock block)
    {
        var words = block.Arguments!.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is ["bad" or "good", _, ..]
            ? new(file, block.Line + 1, words[0] == "bad", [.. words[1..].SelectMany(VersionsOf)], block.Lines.ToString())
            : throw new FormatException($"{file.Path}, line {block.Line + 1}: '{block.Arguments}' does not say 'bad' or 'good' and for which clients.");
    }

    public override string ToString() => $"{File.Path}, line {Line}";

    private static IEnumerable<ClientVersion> VersionsOf(string word) => word switch
    {
        "v5" => [V5],
        "v6" => [V6],
        "v7" => [V71, V7],
        _ => throw new FormatException($"'{word}' is no generation of the client."),
    };
}
