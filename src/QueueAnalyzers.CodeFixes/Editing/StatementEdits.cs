using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>
/// Puts statements before or after what is there, each on a line of its own where the code around has lines of its own. What
/// is no block yet becomes one, in the brace style of the file.
/// </summary>
internal static class StatementEdits
{
    /// <summary>Puts statements directly before a statement.</summary>
    public static EditPlan InsertBefore(this EditPlan plan, Document document, StatementSyntax statement, SourceText text, params string[] lines)
    {
        var layout = new Layout(text);
        if (IsEmbedded(statement))
            return plan.Embrace(document, statement, layout, lines, Array.Empty<string>());

        var separator = layout.IsFirstOnLine(statement.SpanStart) ? layout.NewLine + layout.IndentAt(statement.SpanStart) : " ";
        return plan.Insert(document, statement.SpanStart, string.Concat(lines.Select(line => line + separator)));
    }

    /// <summary>Puts statements directly after a statement, behind the comment that may end its line.</summary>
    public static EditPlan InsertAfter(this EditPlan plan, Document document, StatementSyntax statement, SourceText text, params string[] lines)
    {
        var layout = new Layout(text);
        if (IsEmbedded(statement))
            return plan.Embrace(document, statement, layout, Array.Empty<string>(), lines);

        if (!layout.IsFirstOnLine(statement.SpanStart) || !EndsLine(statement.GetLastToken()))
            return plan.Insert(document, statement.Span.End, string.Concat(lines.Select(line => " " + line)));
        var separator = layout.NewLine + layout.IndentAt(statement.SpanStart);
        return plan.Insert(document, layout.EndOfLine(statement.Span.End), string.Concat(lines.Select(line => separator + line)));
    }

    /// <summary>Puts statements directly before an expression that is the whole body of a member, local function or lambda; the body becomes a block.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="document">The document.</param>
    /// <param name="body">The expression that is the body.</param>
    /// <param name="text">The document's text.</param>
    /// <param name="returns">Whether the expression's value is what the body returns.</param>
    /// <param name="lines">The statements.</param>
    /// <returns>The plan, or <see langword="null"/> when the body cannot become a block without losing a comment.</returns>
    public static EditPlan? InsertBeforeBody(this EditPlan plan, Document document, ExpressionSyntax body, SourceText text, bool returns, params string[] lines)
    {
        var layout = new Layout(text);
        var arrow = body.GetFirstToken().GetPreviousToken();
        if (!arrow.IsKind(SyntaxKind.EqualsGreaterThanToken) || HasComment(arrow) || HasComment(arrow.GetPreviousToken()) || HasComment(body.GetLastToken()))
            return null;

        var owner = body.Parent is ArrowExpressionClauseSyntax clause ? clause.Parent! : body.Parent!;
        var indent = layout.IndentAt(owner.SpanStart);
        var deeper = layout.NewLine + layout.Deeper(indent);
        var opening = (layout.BracesHaveOwnLines ? layout.NewLine + indent : " ") + "{" + string.Concat(lines.Select(line => deeper + line)) + deeper + (returns ? "return " : string.Empty);
        var closing = ";" + layout.NewLine + indent + "}";
        if (owner is AnonymousFunctionExpressionSyntax)
        {
            return plan
                .Replace(document, TextSpan.FromBounds(arrow.Span.End, body.SpanStart), opening)
                .Insert(document, body.Span.End, closing);
        }

        var semicolon = body.GetLastToken().GetNextToken();
        return semicolon.IsKind(SyntaxKind.SemicolonToken)
            ? plan
                .Replace(document, TextSpan.FromBounds(arrow.GetPreviousToken().Span.End, body.SpanStart), opening)
                .Replace(document, TextSpan.FromBounds(body.Span.End, semicolon.Span.End), closing)
            : null;
    }

    /// <summary>Whether the statement stands where only one can stand: after <c>if</c>, <c>else</c>, a loop, <c>using</c> or <c>lock</c>.</summary>
    public static bool IsEmbedded(StatementSyntax statement) =>
        statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or LabeledStatementSyntax);

    private static EditPlan Embrace(this EditPlan plan, Document document, StatementSyntax statement, Layout layout, string[] before, string[] after)
    {
        var previous = statement.GetFirstToken().GetPreviousToken();
        var indent = layout.IndentAt(statement.Parent!.SpanStart);
        var deeper = layout.NewLine + layout.Deeper(indent);
        var opening = (layout.BracesHaveOwnLines ? layout.NewLine + indent : " ") + "{";
        var tail = string.Concat(after.Select(line => deeper + line)) + layout.NewLine + indent + "}";
        if (layout.IsFirstOnLine(statement.SpanStart))
        {
            plan.Insert(document, layout.BracesHaveOwnLines ? layout.EndOfLine(previous.Span.End) : previous.Span.End, opening);
            plan.Insert(document, statement.SpanStart, string.Concat(before.Select(line => line + layout.NewLine + layout.IndentAt(statement.SpanStart))));
        }
        else
        {
            plan.Replace(document, TextSpan.FromBounds(previous.Span.End, statement.SpanStart), opening + string.Concat(before.Select(line => deeper + line)) + deeper);
        }

        var last = statement.GetLastToken();
        if (EndsLine(last))
            return plan.Insert(document, layout.EndOfLine(statement.Span.End), tail);
        return plan.Replace(document, TextSpan.FromBounds(statement.Span.End, last.GetNextToken().SpanStart), tail + (layout.BracesHaveOwnLines ? layout.NewLine + indent : " "));
    }

    private static bool EndsLine(SyntaxToken token) =>
        token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || token.GetNextToken(includeZeroWidth: true).IsKind(SyntaxKind.EndOfFileToken);

    private static bool HasComment(SyntaxToken token) => token.TrailingTrivia.Any(trivia => !trivia.IsWhitespace());
}
