using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests;

/// <summary>
/// A source with the reports that are expected on it: <c>{|RMQ1001:true|}</c>, or <c>[|true|]</c> when the analyzer has only one
/// rule. <c>{|also:…|}</c> is an additional location of a report.
/// </summary>
internal sealed record Markup(string Source, ImmutableArray<(string Id, TextSpan Span)> Reports, ImmutableArray<TextSpan> AdditionalLocations)
{
    /// <summary>The name of spans that are additional locations.</summary>
    public const string Also = "also";

    // `$$` is a cursor to the parser, and the start of a raw interpolated string to the language.
    private const string RawInterpolation = "$$\"";
    private const string Placeholder = "\uE000\uE001\"";

    public static Markup Parse(string text, string? onlyId)
    {
        TestFileMarkupParser.GetSpans(
            text.Replace(RawInterpolation, Placeholder, StringComparison.Ordinal),
            out var source,
            out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans);

        var reports = spans
            .Where(pair => pair.Key != Also)
            .SelectMany(pair => pair.Value.Select(span => (Name(pair.Key), span)))
            .OrderBy(report => report.span.Start)
            .ToImmutableArray();
        return new(source.Replace(Placeholder, RawInterpolation, StringComparison.Ordinal), reports, spans.TryGetValue(Also, out var also) ? also : []);

        string Name(string key) => key.Length > 0 ? key : onlyId ?? throw new ArgumentException("[|…|] needs an analyzer with a single rule; write {|RMQ0000:…|}.");
    }

    /// <summary>Writes reports into a source, for people to compare.</summary>
    public static string Write(string source, IEnumerable<(string Id, TextSpan Span)> spans)
    {
        var marks = spans
            .SelectMany(report => new[]
            {
                (Position: report.Span.End, Order: 0, Length: -report.Span.Length, Text: "|}"),
                (Position: report.Span.Start, Order: 1, Length: -report.Span.Length, Text: $"{{|{report.Id}:"),
            })
            .OrderByDescending(mark => mark.Position).ThenByDescending(mark => mark.Order).ThenByDescending(mark => mark.Order == 1 ? mark.Length : -mark.Length);
        var text = new StringBuilder(source);
        foreach (var mark in marks)
            text.Insert(mark.Position, mark.Text);
        return text.ToString();
    }
}
