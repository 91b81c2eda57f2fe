using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>
/// Puts the statements of a block into a <c>try</c> with one <c>catch</c>. Lines move one level in, except what the compiler or
/// the reader needs where it is: the insides of literals that span lines, and directives at the beginning of a line.
/// </summary>
internal sealed class BlockWrapping
{
    private readonly StatementEdits _edits;
    private readonly SourceText _text;
    private readonly BlockSyntax _block;
    private readonly string _indent;

    /// <summary>Prepares to wrap; the statements that are put in from now on stand one level deeper.</summary>
    public BlockWrapping(StatementEdits edits, SourceText text, BlockSyntax block)
    {
        _edits = edits;
        _text = text;
        _block = block;
        _indent = edits.IndentInside(block);
        edits.Wrapped = block;
        edits.WrappedHead = edits.NewLine + Head(edits, _indent);
    }

    private bool IsOnOneLine => LineOf(_block.OpenBraceToken.SpanStart) == LineOf(_block.CloseBraceToken.SpanStart);

    /// <summary>The first lines of a wrapped block, up to the brace behind <c>try</c>.</summary>
    public static string Head(StatementEdits edits, string indent) => indent + "try" + edits.Braces.Open(indent);

    /// <summary>The last lines of a wrapped block, from the brace that closes <c>try</c>.</summary>
    public static string Tail(StatementEdits edits, string indent, string clause, params string[] handling)
    {
        var inside = edits.NewLine + edits.Layout.Deeper(indent);
        return indent + edits.Braces.Continue(indent, clause) + string.Concat(handling.Select(line => inside + line)) + edits.NewLine + indent + "}";
    }

    /// <summary>Wraps. All other edits of the block have been made.</summary>
    /// <param name="clause">The <c>catch</c> clause without its block.</param>
    /// <param name="handling">The statements of its block.</param>
    public void Finish(string clause, params string[] handling)
    {
        var tail = Tail(_edits, _indent, clause, handling);
        if (IsOnOneLine)
        {
            _edits.Spread(_block);
            _edits.Insert(_edits.EndOf(_block.Statements.Last().GetLastToken()), _edits.NewLine + tail);
            return;
        }

        var opening = _text.Lines.GetLineFromPosition(_block.OpenBraceToken.SpanStart);
        var closing = _text.Lines.GetLineFromPosition(_block.CloseBraceToken.SpanStart);
        _edits.Insert(_edits.EndOf(_block.OpenBraceToken), _edits.WrappedHead);
        for (var number = opening.LineNumber + 1; number <= closing.LineNumber; number++)
        {
            var line = _text.Lines[number];
            if (line.Start < _block.CloseBraceToken.SpanStart && !(number == closing.LineNumber && _edits.Layout.IsFirstOnLine(_block.CloseBraceToken.SpanStart)) && Moves(line))
                _edits.Insert(line.Start, _edits.Layout.Step(_indent));
        }

        if (_edits.Layout.IsFirstOnLine(_block.CloseBraceToken.SpanStart))
            _edits.Insert(closing.Start, tail + _edits.NewLine);
        else
            _edits.Insert(_block.CloseBraceToken.GetPreviousToken().Span.End, _edits.NewLine + tail);
    }

    private bool Moves(TextLine line) =>
        !_edits.IsReplaced(line.Start)
        && !string.IsNullOrWhiteSpace(line.ToString())
        && _text[line.Start] != '#'
        && !Lines.BeginInLiteral(_block, line.Start);

    private int LineOf(int position) => _text.Lines.GetLineFromPosition(position).LineNumber;
}

/// <summary>Where lines begin.</summary>
internal static class Lines
{
    /// <summary>Whether the line that begins at a position begins, or may begin, inside a literal, so that white space there is part of its value.</summary>
    public static bool BeginInLiteral(SyntaxNode within, int lineStart)
    {
        // Code that does not parse can end in a token that spans lines which are no part of it.
        if (!within.FullSpan.Contains(lineStart))
            return true;

        var trivia = within.FindTrivia(lineStart);
        if (trivia.IsKind(SyntaxKind.DisabledTextTrivia))
        {
            // Not parsed: another configuration may find a literal there.
            var disabled = trivia.ToString();
            return disabled.Contains("@\"") || disabled.Contains("@$\"") || disabled.Contains("\"\"\"");
        }

        var token = within.FindToken(lineStart);
        if (token.SpanStart < lineStart && token.Span.End > lineStart)
            return true;

        // The text of an interpolated string is several tokens; only what stands between its braces may move.
        return token.Parent?.FirstAncestorOrSelf<SyntaxNode>(node => node is InterpolationSyntax or InterpolatedStringExpressionSyntax) is InterpolatedStringExpressionSyntax text
            && text.SpanStart < lineStart && lineStart < text.Span.End;
    }
}
