using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>A statement on a line of its own that can go somewhere else, and its comments with it.</summary>
internal sealed class MovableStatement
{
    private readonly StatementSyntax _statement;
    private readonly SourceText _text;

    private MovableStatement(StatementSyntax statement, SourceText text, ImmutableArray<string> comments)
    {
        _statement = statement;
        _text = text;
        Comments = comments;
    }

    /// <summary>The comments before and behind it.</summary>
    public ImmutableArray<string> Comments { get; }

    /// <summary>The comments, each on a line, and then the statement.</summary>
    public string[] Lines => Comments.Add(_statement.ToString()).ToArray();

    /// <summary>Reads a statement.</summary>
    /// <returns>The statement, or <see langword="null"/> when it, or a comment of it, goes over several lines, or when a directive stands at it.</returns>
    public static MovableStatement? Of(StatementSyntax statement, SourceText text)
    {
        var trivia = statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).ToImmutableArray();
        return IsOnSeveralLines(statement.Span, text)
            || trivia.Any(part => part.IsDirective || part.IsKind(SyntaxKind.DisabledTextTrivia) || (part.IsComment() && IsOnSeveralLines(part.Span, text)))
                ? null
                : new MovableStatement(statement, text, trivia.Where(part => part.IsComment()).Select(part => part.ToString()).ToImmutableArray());
    }

    /// <summary>Takes the statement out of where it stands.</summary>
    /// <returns>Whether that is possible: it has its lines for itself.</returns>
    public bool TryTakeOut(StatementEdits edits)
    {
        if (!edits.Layout.IsFirstOnLine(_statement.SpanStart) || !_statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            return false;
        var span = _statement.FullSpan;
        // The blank line that has set it off from what follows would begin the block.
        if (_statement.Parent is BlockSyntax block && block.Statements.First() == _statement)
            span = TextSpan.FromBounds(span.Start, BlankLinesBehind(span.End));
        // The blank line that has set it off from what stands before now does so for what follows.
        else if (_statement.Parent is BlockSyntax around && around.Statements.Last() != _statement && BlankLinesBehind(span.End) == span.End)
            span = TextSpan.FromBounds(BlankLinesBehind(span.Start), span.End);
        edits.Replace(span, string.Empty);
        return true;
    }

    private int BlankLinesBehind(int position)
    {
        var line = _text.Lines.GetLineFromPosition(position);
        while (line.LineNumber + 1 < _text.Lines.Count && string.IsNullOrWhiteSpace(line.ToString()))
            line = _text.Lines[line.LineNumber + 1];
        return line.Start;
    }

    private static bool IsOnSeveralLines(TextSpan span, SourceText text) =>
        text.Lines.GetLineFromPosition(span.Start).LineNumber != text.Lines.GetLineFromPosition(span.End).LineNumber;
}
