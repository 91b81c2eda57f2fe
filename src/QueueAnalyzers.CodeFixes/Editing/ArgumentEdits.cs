using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>Edits of argument lists.</summary>
internal static class ArgumentEdits
{
    /// <summary>Gives a written argument another value; its name, if it has one, stays.</summary>
    public static EditPlan SetValue(this EditPlan plan, Document document, ArgumentSyntax argument, string value) =>
        plan.Replace(document, argument.Expression.Span, value);

    /// <summary>Takes an argument out, with the comma that goes with it. Comments beside it stay.</summary>
    public static EditPlan Remove(this EditPlan plan, Document document, ArgumentListSyntax list, ArgumentSyntax argument)
    {
        var index = list.Arguments.IndexOf(argument);
        if (index == list.Arguments.Count - 1)
            return index == 0 ? plan.Replace(document, argument.Span, string.Empty) : plan.Replace(document, TextSpan.FromBounds(list.Arguments.GetSeparator(index - 1).SpanStart, argument.Span.End), string.Empty);
        var comma = list.Arguments.GetSeparator(index);
        var next = list.Arguments[index + 1];
        var text = list.SyntaxTree.GetText();
        var isBlank = string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(argument.Span.End, comma.SpanStart)) + text.ToString(TextSpan.FromBounds(comma.Span.End, next.SpanStart)));
        return plan.Replace(document, TextSpan.FromBounds(argument.SpanStart, isBlank ? next.SpanStart : comma.Span.End), string.Empty);
    }

    /// <summary>Adds arguments by name in the order of the parameters: each before the named one that comes later, or else behind the last one.</summary>
    public static EditPlan AddNamed(this EditPlan plan, Document document, ArgumentListSyntax list, SourceText text, params (IParameterSymbol Parameter, string Value)[] arguments)
    {
        var behind = new List<(string Name, string Value)>();
        foreach (var (parameter, value) in arguments)
        {
            if (LaterThan(parameter, list) is { NameColon.Name.Identifier.Text: var name } later)
                plan.AddNamedBefore(document, later, name, text, (parameter.Name, value));
            else
                behind.Add((parameter.Name, value));
        }

        return behind.Count == 0 ? plan : plan.AddNamedBehind(document, list, text, behind.ToArray());
    }

    /// <summary>Adds arguments by name behind the last one, on a line of their own where the last one has its own line.</summary>
    public static EditPlan AddNamedBehind(this EditPlan plan, Document document, ArgumentListSyntax list, SourceText text, params (string Name, string Value)[] arguments)
    {
        var layout = new Layout(text);
        var last = list.Arguments.LastOrDefault();
        var separator = last is not null && list.Arguments.Count > 1 && layout.IsFirstOnLine(last.SpanStart)
            ? "," + layout.NewLine + layout.IndentAt(last.SpanStart)
            : ", ";
        var added = string.Join(separator, arguments.Select(argument => argument.Name + ": " + argument.Value));
        return last is null
            ? plan.Insert(document, list.OpenParenToken.Span.End, added)
            : plan.Insert(document, last.Span.End, separator + added);
    }

    /// <summary>
    /// Adds arguments by name before another argument, which gets its name as well if it has none: after arguments with names
    /// it may stand out of its position.
    /// </summary>
    public static EditPlan AddNamedBefore(this EditPlan plan, Document document, ArgumentSyntax next, string nextName, SourceText text, params (string Name, string Value)[] arguments)
    {
        var layout = new Layout(text);
        var separator = layout.IsFirstOnLine(next.SpanStart) ? "," + layout.NewLine + layout.IndentAt(next.SpanStart) : ", ";
        var added = string.Concat(arguments.Select(argument => argument.Name + ": " + argument.Value + separator));
        return plan.Insert(document, next.SpanStart, next.NameColon is null ? added + nextName + ": " : added);
    }

    /// <summary>The first argument of a later parameter, if it and all behind it have names, and no comment stands before it.</summary>
    private static ArgumentSyntax? LaterThan(IParameterSymbol parameter, ArgumentListSyntax list)
    {
        var parameters = (parameter.ContainingSymbol as IMethodSymbol)?.Parameters;
        var later = list.Arguments.Reverse().TakeWhile(argument => argument.NameColon is not null).LastOrDefault(IsLater);
        return later is null || later.GetLeadingTrivia().Concat(later.GetFirstToken().GetPreviousToken().TrailingTrivia).All(trivia => trivia.IsWhitespace()) ? later : null;

        bool IsLater(ArgumentSyntax argument) =>
            parameters?.FirstOrDefault(other => other.Name == argument.NameColon!.Name.Identifier.ValueText)?.Ordinal > parameter.Ordinal;
    }
}
