using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>An acknowledgement turned into the rejection that gives the delivery back once: the same channel, tag and await, in the words that stand there.</summary>
internal sealed class Rejection
{
    private readonly TextChange _name;
    private readonly TextChange _flag;
    private readonly SourceText _text;

    private Rejection(TextChange name, TextChange flag, SourceText text)
    {
        _name = name;
        _flag = flag;
        _text = text;
    }

    /// <summary>What has to be changed in the call.</summary>
    public IEnumerable<TextChange> Changes => new[] { _name, _flag };

    /// <summary>Reads an acknowledgement.</summary>
    /// <param name="acknowledgement">The call.</param>
    /// <param name="handler">The handler that it stands in, or <see langword="null"/> for one of a fetched message.</param>
    /// <param name="text">The text of its document.</param>
    /// <returns>The rejection, or <see langword="null"/> when it cannot be told whether the delivery was redelivered.</returns>
    public static Rejection? Of(ClientCall acknowledgement, DeliveryHandler? handler, SourceText text)
    {
        if (ClientCall.NameOf(acknowledgement.Invocation.Syntax) is not IdentifierNameSyntax name
            || acknowledgement.Argument(ArgumentRole.Multiple)?.Syntax is not ArgumentSyntax multiple
            || acknowledgement.Argument(ArgumentRole.DeliveryTag)?.Value.Syntax is not ExpressionSyntax tag
            || RedeliveredOf(tag, handler) is not { } redelivered)
            return null;

        var isLast = multiple.Parent is ArgumentListSyntax list && list.Arguments.Last() == multiple;
        var prefix = multiple.NameColon is not null || isLast ? "requeue: " : string.Empty;
        return new Rejection(
            new TextChange(name.Span, name.Identifier.ValueText.Replace("Ack", "Reject")),
            new TextChange(multiple.Span, prefix + "!" + redelivered),
            text);
    }

    /// <summary>The text of a part of the document that contains the call, as it is to be.</summary>
    public string TextOf(TextSpan span) => _text.WithChanges(Changes.OrderBy(change => change.Span.Start))
        .ToString(new TextSpan(span.Start, span.Length + Changes.Sum(change => change.NewText!.Length - change.Span.Length)));

    private static string? RedeliveredOf(ExpressionSyntax tag, DeliveryHandler? handler)
    {
        if (tag is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "DeliveryTag", Expression: IdentifierNameSyntax args })
            return args + ".Redelivered";
        if (handler is null)
            return null;
        if (handler.Subscription is not null)
            return handler.Delivery.Name + ".Redelivered";
        return handler.Method.Parameters.FirstOrDefault(parameter => parameter.Type.SpecialType == SpecialType.System_Boolean)?.Name;
    }
}
