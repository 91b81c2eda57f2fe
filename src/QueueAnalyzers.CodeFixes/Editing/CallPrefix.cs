using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Editing;

/// <summary>What a call of the client is made on, written so that another call on the same channel can be put near it.</summary>
internal sealed class CallPrefix
{
    private readonly RepeatableExpression _channel;

    private CallPrefix(string text, RepeatableExpression channel)
    {
        Text = text;
        _channel = channel;
    }

    /// <summary>The channel with its dot: <c>channel.</c>, <c>_channel!.</c> or <c>_channel?.</c>.</summary>
    public string Text { get; }

    /// <summary>Reads a call.</summary>
    /// <returns>The prefix, or <see langword="null"/> when the channel is no variable that can be read once more.</returns>
    public static CallPrefix? Of(ClientCall call, QueueCompilation compilation)
    {
        if (call.Invocation.Syntax is not InvocationExpressionSyntax { Expression: var called })
            return null;
        var (channel, dot) = called switch
        {
            MemberAccessExpressionSyntax when call.Receiver is { } receiver && !called.Span.Contains(receiver.Syntax.Span) => ((ExpressionSyntax?)(receiver.Syntax as ExpressionSyntax), "."),
            MemberAccessExpressionSyntax access => (access.Expression, "."),
            MemberBindingExpressionSyntax when called.Parent!.Parent is ConditionalAccessExpressionSyntax conditional && compilation.Client.Generation != ClientGeneration.V7 => (conditional.Expression, "?."),
            _ => (null, string.Empty),
        };
        var plain = channel;
        while (plain is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppression)
            plain = suppression.Operand;
        return plain is not null && RepeatableExpression.Of(plain, compilation) is { } repeatable ? new CallPrefix(channel + dot, repeatable) : null;
    }

    /// <summary>Whether the same text means the same channel in another place of the same function.</summary>
    public bool MeansTheSameAt(SyntaxNode place) => _channel.MeansTheSameAt(place);

    /// <summary>Whether a statement sets the channel's variable to another channel.</summary>
    public bool IsSetIn(SyntaxNode statement, QueueCompilation compilation) =>
        compilation.SymbolOf(_channel.Syntax) is { } symbol
        && statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => ClientModel.Same(compilation.SymbolOf(assignment.Left), symbol));
}
