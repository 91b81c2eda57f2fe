using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>A part of a rewritten text: a part of the original as it was, or text that stands in its place.</summary>
/// <param name="Span">Where it was in the original; empty for what is new.</param>
/// <param name="Text">The text in its place; null when it is as it was.</param>
internal readonly record struct Piece(TextSpan Span, string? Text)
{
    public static Piece Kept(TextSpan span) => new(span, null);

    public static Piece New(int position, string text) => new(new TextSpan(position, 0), text);

    public int Length => Text?.Length ?? Span.Length;
}

/// <summary>What stands in the place of a part of the original.</summary>
internal readonly record struct Edit(TextSpan Span, params Piece[] Pieces)
{
    public static Edit Insert(int position, string text) => new(new TextSpan(position, 0), Piece.New(position, text));

    public static Edit Replace(TextSpan span, string text) => new(span, new Piece(span, text));
}
