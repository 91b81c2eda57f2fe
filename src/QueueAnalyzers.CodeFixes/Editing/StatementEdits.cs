using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>
/// Puts statements into the statements of one document, each on a line of its own. What stands alone under an <c>if</c> gets
/// braces, a block on one line is spread over several; comments stay with the statement that they belong to.
/// </summary>
internal sealed class StatementEdits
{
    private readonly EditPlan _plan;
    private readonly Document _document;
    private readonly SourceText _text;
    private readonly Layout _layout;
    private readonly Braces _braces;
    private readonly HashSet<TextSpan> _replaced = new();
    private readonly List<(int Position, string Text)> _closings = new();

    public StatementEdits(EditPlan plan, Document document, SyntaxNode root, SourceText text)
    {
        _plan = plan;
        _document = document;
        _text = text;
        _layout = new Layout(text);
        _braces = new Braces(root, _layout);
    }

    /// <summary>A block whose statements are also put into another block, and so stand one level deeper in the end.</summary>
    public BlockSyntax? Wrapped { get; set; }

    /// <summary>What is put in front of the wrapped statements when their block stands on one line; see <see cref="BlockWrapping"/>.</summary>
    public string WrappedHead { get; set; } = string.Empty;

    public Layout Layout => _layout;

    public Braces Braces => _braces;

    public string NewLine => _layout.NewLine;

    /// <summary>Puts statements before another one, below its comments.</summary>
    public void InsertBefore(StatementSyntax statement, params string[] added)
    {
        PrepareSurroundings(statement);
        var indent = IndentOf(statement);
        Insert(statement.SpanStart, string.Concat(added.Select(line => line + NewLine + indent)));
    }

    /// <summary>Puts statements after another one and the comment behind it.</summary>
    public void InsertAfter(StatementSyntax statement, params string[] added)
    {
        PrepareSurroundings(statement);
        var indent = IndentOf(statement);
        Insert(EndOf(statement.GetLastToken()), string.Concat(added.Select(line => NewLine + indent + line)));
    }

    /// <summary>Puts statements at the end of a block, before the comments that close it.</summary>
    public void InsertAtEnd(BlockSyntax block, params string[] added)
    {
        var indent = IndentInside(block);
        if (block.Statements.Count == 0 && IsOnOneLine(block))
        {
            var own = IndentOf(block);
            var open = OpeningOf(block);
            Replace(
                TextSpan.FromBounds(open.Start, block.CloseBraceToken.Span.End),
                open.Text + (Kept(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart) is { Length: > 0 } comment ? NewLine + indent + comment : string.Empty)
                    + string.Concat(added.Select(line => NewLine + indent + line)) + NewLine + own + "}");
        }
        else if (LineAfterDirectives(block) is { } position)
        {
            Insert(position, string.Concat(added.Select(line => indent + line + NewLine)));
        }
        else if (block.Statements.LastOrDefault(statement => statement is not LocalFunctionStatementSyntax) is { } last)
        {
            InsertAfter(last, added);
        }
        else
        {
            // Nothing but comments, or nothing at all on several lines.
            var brace = block.CloseBraceToken.SpanStart;
            if (_layout.IsFirstOnLine(brace))
                Insert(_text.Lines.GetLineFromPosition(brace).Start, string.Concat(added.Select(line => indent + line + NewLine)));
            else
                Insert(brace, string.Concat(added.Select(line => NewLine + indent + line)) + NewLine + IndentOf(block));
        }
    }

    /// <summary>Gives an <c>if</c> the <c>else</c> that it lacks.</summary>
    public void InsertElse(IfStatementSyntax conditional, params string[] added)
    {
        var indent = IndentOf(conditional);
        var head = conditional.Statement is BlockSyntax && !_braces.StandAlone ? " else" : NewLine + indent + "else";
        Insert(conditional.Span.End, head + _braces.Open(indent) + string.Concat(added.Select(line => NewLine + _layout.Deeper(indent) + line)) + NewLine + indent + "}");
    }

    /// <summary>Puts statements in another one's place.</summary>
    public void Substitute(StatementSyntax statement, params string[] added)
    {
        PrepareSurroundings(statement);
        Replace(statement.Span, string.Join(NewLine + IndentOf(statement), added));
    }

    /// <summary>Takes a statement out, with its line where it has one of its own.</summary>
    public void Remove(StatementSyntax statement)
    {
        var lines = _text.Lines;
        var first = lines.GetLineFromPosition(statement.SpanStart);
        var last = lines.GetLineFromPosition(statement.Span.End);
        var standsAlone = _layout.IsFirstOnLine(statement.SpanStart) && string.IsNullOrWhiteSpace(_text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)));
        Replace(standsAlone ? TextSpan.FromBounds(BlankLinesBefore(statement, first), last.EndIncludingLineBreak) : statement.Span, string.Empty);
    }

    /// <summary>Makes a part of a statement something else.</summary>
    public void Replace(TextSpan span, string text)
    {
        _replaced.Add(span);
        _plan.Replace(_document, span, text);
    }

    /// <summary>Puts text somewhere.</summary>
    public void Insert(int position, string text) => _plan.Insert(_document, position, text);

    /// <summary>Whether an edit replaces the text at a position, so that no other may touch it.</summary>
    public bool IsReplaced(int position) => _replaced.Any(span => span.Start <= position && position < span.End);

    /// <summary>Closes the braces that were opened; what was inserted before this stands inside of them.</summary>
    public void Close()
    {
        foreach (var (position, text) in _closings)
            Insert(position, text);
        _closings.Clear();
    }

    /// <summary>The indentation that a statement has in the end.</summary>
    public string IndentOf(StatementSyntax statement)
    {
        if (statement is BlockSyntax block && !_layout.IsFirstOnLine(block.SpanStart))
        {
            return block.Parent is StatementSyntax owner and not BlockSyntax && !_layout.IsFirstOnLine(owner.SpanStart)
                ? IndentOf(owner)
                : Deepened(block.Parent!, _layout.IndentAt(block.Parent!.SpanStart));
        }

        if (_layout.IsFirstOnLine(statement.SpanStart))
            return Deepened(statement, _layout.IndentAt(statement.SpanStart));
        return statement.Parent switch
        {
            BlockSyntax around => IsOnOneLine(around) ? IndentInside(around) : Deepened(statement, _layout.IndentAt(statement.SpanStart)),
            SwitchSectionSyntax section => _layout.Deeper(Deepened(section, _layout.IndentAt(section.SpanStart))),
            StatementSyntax owner and not LabeledStatementSyntax => _layout.Deeper(IndentOf(owner)),
            ElseClauseSyntax { Parent: IfStatementSyntax owner } when statement is IfStatementSyntax => IndentOf(owner),
            ElseClauseSyntax { Parent: IfStatementSyntax owner } => _layout.Deeper(IndentOf(owner)),
            { } other => Deepened(other, _layout.IndentAt(statement.SpanStart)),
            null => string.Empty,
        };
    }

    /// <summary>The indentation that the statements of a block have in the end.</summary>
    public string IndentInside(BlockSyntax block)
    {
        var first = block.Statements.FirstOrDefault(statement => _layout.IsFirstOnLine(statement.SpanStart));
        if (first is not null)
            return Deepened(first, _layout.IndentAt(first.SpanStart));
        var indent = _layout.Deeper(IndentOf(block));
        return block == Wrapped ? _layout.Deeper(indent) : indent;
    }

    private string Deepened(SyntaxNode node, string indent) =>
        Wrapped is { } wrapped && node != wrapped && wrapped.Span.Contains(node.Span) ? _layout.Deeper(indent) : indent;

    private bool IsOnOneLine(BlockSyntax block) => LineOf(block.OpenBraceToken.SpanStart) == LineOf(block.CloseBraceToken.SpanStart);

    private int LineOf(int position) => _text.Lines.GetLineFromPosition(position).LineNumber;

    /// <summary>Sees to it that statements can stand beside this one.</summary>
    private void PrepareSurroundings(StatementSyntax statement)
    {
        switch (statement.Parent)
        {
            case BlockSyntax block when IsOnOneLine(block):
                Spread(block);
                break;
            case BlockSyntax block:
                BreakLineBefore(statement);
                if (block.Statements.Last() == statement && LineOf(statement.Span.End) == LineOf(block.CloseBraceToken.SpanStart))
                    Replace(TextSpan.FromBounds(statement.Span.End, block.CloseBraceToken.Span.End), NewLine + IndentOf(block) + "}");
                break;
            case SwitchSectionSyntax or LabeledStatementSyntax or GlobalStatementSyntax:
                BreakLineBefore(statement);
                break;
            default:
                Embrace(statement);
                break;
        }
    }

    private void BreakLineBefore(StatementSyntax statement)
    {
        var before = statement.GetFirstToken().GetPreviousToken();
        if (before.IsKind(SyntaxKind.None) || LineOf(before.Span.End) != LineOf(statement.SpanStart) || _layout.IsFirstOnLine(statement.SpanStart))
            return;
        var gap = TextSpan.FromBounds(before.Span.End, statement.SpanStart);
        // The token in front is taken in so that the span is never empty: an insertion would follow what others insert there.
        if (string.IsNullOrWhiteSpace(_text.ToString(gap)))
            Replace(TextSpan.FromBounds(before.SpanStart, gap.End), before.Text + NewLine + IndentOf(statement));
    }

    /// <summary>Gives every statement of a block on one line a line of its own, also those of such a block around it.</summary>
    public void Spread(BlockSyntax block)
    {
        SpreadAround(block);
        var open = OpeningOf(block);
        var inside = IndentInside(block);
        var first = block.Statements[0].SpanStart;
        Replace(TextSpan.FromBounds(open.Start, first), open.Text + (block == Wrapped ? WrappedHead : string.Empty) + NewLine + inside + Kept(block.OpenBraceToken.Span.End, first, " "));
        for (var i = 1; i < block.Statements.Count; i++)
        {
            var end = EndOf(block.Statements[i - 1].GetLastToken());
            var start = block.Statements[i].SpanStart;
            // Without a blank the semicolon is taken in, so that the span is never empty: an insertion would follow what others insert there.
            var from = end == start ? end - 1 : end;
            Replace(TextSpan.FromBounds(from, start), _text.ToString(TextSpan.FromBounds(from, end)) + NewLine + inside + Kept(end, start, " "));
        }

        Replace(TextSpan.FromBounds(EndOf(block.Statements.Last().GetLastToken()), block.CloseBraceToken.Span.End), NewLine + IndentOf(block) + "}");
    }

    private void SpreadAround(StatementSyntax statement)
    {
        var around = statement.Ancestors().TakeWhile(ancestor => ancestor is StatementSyntax or ElseClauseSyntax or CatchClauseSyntax or FinallyClauseSyntax).OfType<BlockSyntax>().FirstOrDefault();
        if (around is not null && IsOnOneLine(around))
            Spread(around);
    }

    /// <summary>The comments between two tokens of a line.</summary>
    private string Kept(int start, int end, string suffix = "") =>
        _text.ToString(TextSpan.FromBounds(start, end)).Trim() is { Length: > 0 } comment ? comment + suffix : string.Empty;

    /// <summary>The opening brace of a block that gets lines of its own, where the file wants it.</summary>
    private (int Start, string Text) OpeningOf(BlockSyntax block)
    {
        var brace = block.OpenBraceToken;
        var before = brace.GetPreviousToken();
        var gap = TextSpan.FromBounds(before.Span.End, brace.SpanStart);
        return !gap.IsEmpty && _braces.StandAlone && !_layout.IsFirstOnLine(brace.SpanStart) && string.IsNullOrWhiteSpace(_text.ToString(gap))
            ? (gap.Start, _braces.Open(IndentOf(block)))
            : (brace.SpanStart, "{");
    }

    /// <summary>Puts braces around a statement that stands alone under another one.</summary>
    private void Embrace(StatementSyntax statement)
    {
        var before = statement.GetFirstToken().GetPreviousToken();
        var owner = statement.Parent switch
        {
            ElseClauseSyntax { Parent: IfStatementSyntax conditional } => conditional,
            StatementSyntax other => other,
            _ => statement,
        };
        SpreadAround(owner);
        var outer = IndentOf(owner);
        if (LineOf(before.Span.End) == LineOf(statement.SpanStart))
            Replace(TextSpan.FromBounds(before.SpanStart, statement.SpanStart), before.Text + _braces.Open(outer) + NewLine + _layout.Deeper(outer));
        else
            Insert(_braces.StandAlone ? EndOf(before) : before.Span.End, _braces.Open(outer));

        var last = statement.GetLastToken();
        var next = last.GetNextToken();
        _closings.Add((EndOf(last), NewLine + outer + "}"));
        if (next.IsKind(SyntaxKind.ElseKeyword) && LineOf(next.SpanStart) == LineOf(last.Span.End))
            Replace(TextSpan.FromBounds(EndOf(last), next.SpanStart), NewLine + outer);
    }

    /// <summary>Where the line of a token ends for what belongs to it: behind its comment, before its line break.</summary>
    public int EndOf(SyntaxToken token)
    {
        var line = _text.Lines.GetLineFromPosition(token.Span.End);
        var next = token.GetNextToken(includeZeroWidth: true);
        if (next.IsKind(SyntaxKind.None) || next.SpanStart >= line.End)
            return EndWithoutBlanks(token.Span.End, line.End);
        var comment = token.TrailingTrivia.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
        return comment.IsKind(SyntaxKind.None) ? token.Span.End : comment.Span.End;
    }

    private int EndWithoutBlanks(int start, int end)
    {
        while (end > start && _text[end - 1] is ' ' or '\t')
            end--;
        return end;
    }

    /// <summary>Where the lines begin that follow the last <c>#endif</c> or the like before the closing brace.</summary>
    private int? LineAfterDirectives(BlockSyntax block)
    {
        var directive = block.CloseBraceToken.LeadingTrivia.LastOrDefault(trivia => trivia.IsDirective);
        return directive.IsKind(SyntaxKind.None) ? null : _text.Lines.GetLineFromPosition(directive.SpanStart).EndIncludingLineBreak;
    }

    private int BlankLinesBefore(StatementSyntax statement, TextLine line)
    {
        var isLast = statement.Parent is BlockSyntax block && block.Statements.Last() == statement;
        while (isLast && line.LineNumber > 0 && string.IsNullOrWhiteSpace(_text.Lines[line.LineNumber - 1].ToString()))
            line = _text.Lines[line.LineNumber - 1];
        return line.Start;
    }
}
