using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>Makes the expression body of a function a block, with the expression as its first statement.</summary>
internal sealed class ExpressionMadeBlock
{
    private readonly StatementEdits _edits;
    private readonly SourceText _text;
    private readonly SyntaxNode _function;
    private readonly ExpressionSyntax _expression;
    private readonly string _indent;

    public ExpressionMadeBlock(StatementEdits edits, SourceText text, SyntaxNode function, ExpressionSyntax expression)
    {
        _edits = edits;
        _text = text;
        _function = function;
        _expression = expression;
        _indent = edits.Layout.IndentAt(function.SpanStart);
    }

    /// <summary>Whether nothing stands around the arrow that would be lost.</summary>
    public bool IsPossible => string.IsNullOrWhiteSpace(_text.ToString(Head).Replace("=>", string.Empty));

    private TextSpan Head => _function is AnonymousFunctionExpressionSyntax
        ? TextSpan.FromBounds(_expression.GetFirstToken().GetPreviousToken().Span.End, _expression.SpanStart)
        : TextSpan.FromBounds(_expression.Parent!.GetFirstToken().GetPreviousToken().Span.End, _expression.SpanStart);

    /// <summary>Where a method's semicolon ends; a lambda has none.</summary>
    private int End => _function is AnonymousFunctionExpressionSyntax ? _expression.Span.End : _expression.GetLastToken().GetNextToken().Span.End;

    /// <summary>Makes the block.</summary>
    /// <param name="work">What stands before and after the expression, or <see langword="null"/> when the expression is left out.</param>
    /// <param name="last">The statements behind it.</param>
    public void Plan((string Before, string After)? work, string[] last)
    {
        var inside = _edits.NewLine + _edits.Layout.Deeper(_indent);
        Plan(_edits.Braces.Open(_indent), inside, work, last, _edits.NewLine + _indent + "}", levels: 1);
    }

    /// <summary>Makes the block, its statements in a <c>try</c>.</summary>
    /// <param name="work">What stands before and after the expression.</param>
    /// <param name="last">The statements behind it.</param>
    /// <param name="clause">The <c>catch</c> clause without its block.</param>
    /// <param name="handling">The statements of its block.</param>
    public void PlanWrapped((string Before, string After)? work, string[] last, string clause, params string[] handling)
    {
        var inner = _edits.Layout.Deeper(_indent);
        Plan(
            _edits.Braces.Open(_indent) + _edits.NewLine + BlockWrapping.Head(_edits, inner),
            _edits.NewLine + _edits.Layout.Deeper(inner),
            work,
            last,
            _edits.NewLine + BlockWrapping.Tail(_edits, inner, clause, handling) + _edits.NewLine + _indent + "}",
            levels: 2);
    }

    private void Plan(string opening, string inside, (string Before, string After)? work, string[] last, string closing, int levels)
    {
        var tail = string.Concat(last.Select(line => inside + line)) + closing;
        if (work is not var (before, after))
        {
            _edits.Replace(TextSpan.FromBounds(Head.Start, End), opening + tail);
            return;
        }

        _edits.Replace(Head, opening + inside + before);
        MoveLines(levels);
        if (End == _expression.Span.End)
            _edits.Insert(End, after + ";" + tail);
        else
            _edits.Replace(TextSpan.FromBounds(_expression.Span.End, End), after + ";" + tail);
    }

    /// <summary>Moves the further lines of the expression as far as its first one moves.</summary>
    private void MoveLines(int levels)
    {
        var first = _text.Lines.GetLineFromPosition(_expression.SpanStart).LineNumber;
        var last = _text.Lines.GetLineFromPosition(_expression.Span.End).LineNumber;
        var moved = _edits.Layout.IsFirstOnLine(_expression.SpanStart) ? levels - 1 : levels;
        var added = string.Concat(Enumerable.Repeat(_edits.Layout.Step(_indent), moved));
        for (var number = first + 1; number <= last && moved > 0; number++)
        {
            var line = _text.Lines[number];
            if (!string.IsNullOrWhiteSpace(line.ToString()) && _text[line.Start] != '#' && !Lines.BeginInLiteral(_expression, line.Start))
                _edits.Insert(line.Start, added);
        }
    }
}
