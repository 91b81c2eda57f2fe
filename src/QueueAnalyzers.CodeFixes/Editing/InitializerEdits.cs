using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>Edits of object initializers.</summary>
internal static class InitializerEdits
{
    /// <summary>Sets one more member where an object is created, in the layout of the initializer that is there.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="document">The document of the creation.</param>
    /// <param name="creation">The creation.</param>
    /// <param name="text">The document's text.</param>
    /// <param name="member">What is set, as it is written: <c>Persistent = true</c>.</param>
    public static EditPlan AddToInitializer(this EditPlan plan, Document document, BaseObjectCreationExpressionSyntax creation, SourceText text, string member)
    {
        if (creation.Initializer is not { } initializer)
            return AddInitializer(plan, document, creation, member);
        if (initializer.Expressions.Count == 0)
            return plan.Insert(document, initializer.OpenBraceToken.Span.End, " " + member);

        var layout = new Layout(text);
        var last = initializer.Expressions[initializer.Expressions.Count - 1];
        var endsWithComma = initializer.Expressions.SeparatorCount == initializer.Expressions.Count;
        var end = endsWithComma ? initializer.Expressions.GetSeparator(initializer.Expressions.Count - 1).Span.End : last.Span.End;
        var added = endsWithComma ? member + "," : member;
        if (!layout.IsFirstOnLine(last.SpanStart))
            return plan.Insert(document, end, (endsWithComma ? " " : ", ") + added);

        if (!endsWithComma)
            plan.Insert(document, end, ",");
        return plan.Insert(document, layout.EndOfLine(end), layout.NewLine + layout.IndentAt(last.SpanStart) + added);
    }

    private static EditPlan AddInitializer(EditPlan plan, Document document, BaseObjectCreationExpressionSyntax creation, string member)
    {
        var initializer = " { " + member + " }";
        return creation is ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } list } && !list.DescendantTrivia().Any(trivia => !trivia.IsWhitespace())
            ? plan.Replace(document, list.Span, initializer)
            : plan.Insert(document, creation.Span.End, initializer);
    }
}
