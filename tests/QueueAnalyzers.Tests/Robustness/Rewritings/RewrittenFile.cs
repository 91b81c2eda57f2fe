using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>A file of the rewritten program, which knows where everything in it was before.</summary>
internal sealed class RewrittenFile
{
    private readonly ImmutableArray<Piece> _pieces;

    public RewrittenFile(string path, string original, IEnumerable<Piece> pieces)
    {
        Path = path;
        _pieces = [.. pieces];
        Text = string.Concat(_pieces.Select(piece => piece.Text ?? original.Substring(piece.Span.Start, piece.Span.Length)));
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>The original with edits. Where two edits are of the same text, the first holds.</summary>
    public static RewrittenFile Of(string path, string original, IEnumerable<Edit> edits)
    {
        var pieces = new List<Piece>();
        var position = 0;
        foreach (var edit in edits.OrderBy(edit => edit.Span.Start).ThenByDescending(edit => edit.Span.IsEmpty).ThenByDescending(edit => edit.Span.Length))
        {
            if (edit.Span.Start < position)
                continue;
            pieces.Add(Piece.Kept(TextSpan.FromBounds(position, edit.Span.Start)));
            pieces.AddRange(edit.Pieces);
            position = edit.Span.End;
        }

        pieces.Add(Piece.Kept(TextSpan.FromBounds(position, original.Length)));
        return new(path, original, pieces);
    }

    /// <summary>Where in the original that was what is here now; for what is new, what comes behind it.</summary>
    public int OriginOf(int position)
    {
        var start = 0;
        var isNew = false;
        foreach (var piece in _pieces)
        {
            if (piece.Length > 0 && (isNew || position < start + piece.Length))
            {
                if (!piece.Span.IsEmpty)
                    return piece.Text is null && !isNew ? piece.Span.Start + position - start : piece.Span.Start;
                isNew = true;
            }

            start += piece.Length;
        }

        return -1;
    }
}
