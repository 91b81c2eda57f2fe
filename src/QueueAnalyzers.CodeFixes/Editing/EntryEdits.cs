using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>Edits of the entries of a dictionary: elements of its initializer, and statements that set or add one.</summary>
internal static class EntryEdits
{
    /// <summary>Takes an entry out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="document">The document.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="goesToo">Which other elements of the initializer are taken out by plans that may be merged with this one.</param>
    /// <returns>Whether that can be done; otherwise the plan must not be used.</returns>
    public static bool TryRemove(this EditPlan plan, Document document, SyntaxNode entry, Func<ExpressionSyntax, bool>? goesToo = null)
    {
        if (entry.Parent is InitializerExpressionSyntax initializer && entry is ExpressionSyntax element)
        {
            if (!TryEmpty(plan, document, initializer))
                plan.Replace(document, SpanOf(element, initializer, goesToo ?? (_ => false)), string.Empty);
            return true;
        }

        if (entry.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement
            || statement.Parent is BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax or ElseClauseSyntax })
            return false;
        plan.Replace(document, LinesOf(statement.Span, statement.SyntaxTree.GetText()), string.Empty);
        return true;
    }

    /// <summary>Adds an entry behind another one, in the same form.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="document">The document.</param>
    /// <param name="entry">The entry to stand behind.</param>
    /// <param name="key">The key, as it is written.</param>
    /// <param name="value">The value, as it is written.</param>
    /// <returns>Whether that can be done; otherwise the plan must not be used.</returns>
    public static bool TryAddBehind(this EditPlan plan, Document document, SyntaxNode entry, string key, string value)
    {
        var layout = new Layout(entry.SyntaxTree.GetText());
        if (Written(entry, key, value) is not { } text)
            return false;
        if (entry.Parent is InitializerExpressionSyntax)
        {
            var separator = layout.IsFirstOnLine(entry.SpanStart) ? "," + layout.NewLine + layout.IndentAt(entry.SpanStart) : ", ";
            plan.Insert(document, entry.Span.End, separator + text);
            return true;
        }

        if (entry.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement)
            return false;
        plan.Insert(document, statement.Span.End, layout.NewLine + layout.IndentAt(statement.SpanStart) + text + ";");
        return true;
    }

    private static string? Written(SyntaxNode entry, string key, string value) => entry switch
    {
        InitializerExpressionSyntax { Expressions.Count: 2 } => $"{{ {key}, {value} }}",
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax } => $"[{key}] = {value}",
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax element } => $"{element.Expression}[{key}] = {value}",
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax add, ArgumentList.Arguments.Count: 2 } => $"{add}({key}, {value})",
        _ => null,
    };

    /// <summary>Takes an initializer out that has one element: nobody writes one without.</summary>
    private static bool TryEmpty(EditPlan plan, Document document, InitializerExpressionSyntax initializer)
    {
        if (initializer is not { Expressions.Count: 1, Parent: BaseObjectCreationExpressionSyntax creation })
            return false;
        var span = TextSpan.FromBounds(initializer.OpenBraceToken.GetPreviousToken().Span.End, initializer.Span.End);
        if (creation.DescendantTrivia().Any(trivia => span.Contains(trivia.Span) && !trivia.IsWhitespace()))
            return false;
        plan.Replace(document, span, creation.ArgumentList is null ? "()" : string.Empty);
        return true;
    }

    private static TextSpan SpanOf(ExpressionSyntax element, InitializerExpressionSyntax initializer, Func<ExpressionSyntax, bool> goesToo)
    {
        var before = element.GetFirstToken().GetPreviousToken();
        var after = element.GetLastToken().GetNextToken();
        var start = HasText(element.GetLeadingTrivia()) || HasText(before.TrailingTrivia) ? element.SpanStart : before.Span.End;

        // The comma of the last element that stays is one too many then.
        var index = initializer.Expressions.IndexOf(element);
        var isAtEnd = initializer.Expressions.SeparatorCount < initializer.Expressions.Count && initializer.Expressions.Skip(index + 1).All(goesToo);
        if (isAtEnd && start == before.Span.End && initializer.Expressions.Take(index).Any(earlier => !goesToo(earlier)))
            return TextSpan.FromBounds(before.SpanStart, element.Span.End);
        var end = after.IsKind(SyntaxKind.CommaToken) ? after.Span.End : element.Span.End;
        return start == before.Span.End ? TextSpan.FromBounds(start, end) : LinesOf(TextSpan.FromBounds(start, end), element.SyntaxTree.GetText());
    }

    /// <summary>The lines of a piece of code that has them for itself, else only the code, with one of the blanks around it.</summary>
    private static TextSpan LinesOf(TextSpan code, SourceText text)
    {
        var last = text.Lines.GetLineFromPosition(code.End);
        if (new Layout(text).IsFirstOnLine(code.Start) && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(code.End, last.End))))
            return TextSpan.FromBounds(text.Lines.GetLineFromPosition(code.Start).Start, last.EndIncludingLineBreak);
        var isBetweenBlanks = code.Start > 0 && text[code.Start - 1] == ' ' && code.End < last.End && text[code.End] == ' ';
        return isBetweenBlanks ? TextSpan.FromBounds(code.Start, code.End + 1) : code;
    }

    private static bool HasText(SyntaxTriviaList trivia) =>
        trivia.Any(part => !part.IsKind(SyntaxKind.WhitespaceTrivia) && !part.IsKind(SyntaxKind.EndOfLineTrivia));
}
