using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>Moves statements down in the list that they stand in, and with them the comments that belong to them.</summary>
internal static class StatementMove
{
    /// <summary>The statements that stand beside one, itself among them.</summary>
    public static IReadOnlyList<StatementSyntax> SiblingsOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).ToList(),
        _ => new[] { statement },
    };

    /// <summary>Moves a statement behind a later one of the same list.</summary>
    /// <returns>Whether that can be done; otherwise the plan must not be used.</returns>
    public static bool TryMoveBehind(this EditPlan plan, Document document, StatementSyntax statement, StatementSyntax target)
    {
        var text = statement.SyntaxTree.GetText();
        var layout = new Layout(text);
        if (layout.IsFirstOnLine(statement.SpanStart) && EndsLine(text, statement) && EndsLine(text, target))
        {
            var lines = LinesOf(text, statement);
            plan.Replace(document, WithBlankLineBehind(text, lines), string.Empty);
            plan.Insert(document, text.Lines.GetLineFromPosition(target.Span.End).End, layout.NewLine + text.ToString(lines));
            return true;
        }

        var next = statement.GetLastToken().GetNextToken();
        var gap = TextSpan.FromBounds(statement.Span.End, next.SpanStart);
        if (!string.IsNullOrWhiteSpace(text.ToString(gap)) || statement.GetLeadingTrivia().Any(trivia => !trivia.IsWhitespace()))
            return false;
        plan.Replace(document, TextSpan.FromBounds(statement.SpanStart, next.SpanStart), string.Empty);
        plan.Insert(document, target.Span.End, " " + statement);
        return true;
    }

    /// <summary>Whether nothing follows a statement on its line but a comment.</summary>
    private static bool EndsLine(SourceText text, StatementSyntax statement)
    {
        var next = statement.GetLastToken().GetNextToken(includeZeroWidth: true);
        return next.IsKind(SyntaxKind.None) || next.SpanStart >= text.Lines.GetLineFromPosition(statement.Span.End).End;
    }

    /// <summary>The lines of a statement and of the comments directly above it, without the last line break.</summary>
    private static TextSpan LinesOf(SourceText text, StatementSyntax statement)
    {
        var first = text.Lines.GetLineFromPosition(statement.SpanStart);
        var before = statement.GetFirstToken().GetPreviousToken();
        while (first.LineNumber > 0 && text.Lines[first.LineNumber - 1] is var above
            && above.Start >= before.Span.End && !string.IsNullOrWhiteSpace(above.ToString()))
            first = above;
        return TextSpan.FromBounds(first.Start, text.Lines.GetLineFromPosition(statement.Span.End).End);
    }

    /// <summary>The lines with their last line break, and with a blank line behind them that would be one too many.</summary>
    private static TextSpan WithBlankLineBehind(SourceText text, TextSpan lines)
    {
        var first = text.Lines.GetLineFromPosition(lines.Start).LineNumber;
        var last = text.Lines.GetLineFromPosition(lines.End);
        var isBehindSpace = first == 0 || text.Lines[first - 1].ToString().Trim() is "" or "{";
        if (isBehindSpace && last.LineNumber + 1 < text.Lines.Count && text.Lines[last.LineNumber + 1] is var below && string.IsNullOrWhiteSpace(below.ToString()))
            last = below;
        return TextSpan.FromBounds(lines.Start, last.EndIncludingLineBreak);
    }
}
