using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Publishing;

/// <summary>Edits of the options that a channel of 7.x is created with.</summary>
internal static class ChannelOptionsEdits
{
    // Without the last one the options would set the dispatch concurrency to 1, whatever the factory says.
    private const string Arguments = "publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, consumerDispatchConcurrency: null";

    /// <summary>Turns confirms and their tracking on; other options stay as they are.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="solution">The solution of the call.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="compilation">What is known of its compilation.</param>
    /// <returns>Whether that can be done; otherwise the plan must not be used.</returns>
    public static bool TryConfirm(this EditPlan plan, Solution solution, ChannelOrigin channel, QueueCompilation compilation)
    {
        if (channel.Options.Creation is not { } creation)
            return TryGive(plan, solution, channel.Creation, compilation);

        return solution.GetDocument(creation.Syntax.SyntaxTree) is { } document
            && TrySet("publisherConfirmationsEnabled")
            && TrySet("publisherConfirmationTrackingEnabled");

        bool TrySet(string parameter)
        {
            if (channel.Options.Argument(parameter) is not { } argument || Flow.Operations.SyntaxOf(argument) is not ArgumentSyntax written)
                return false;
            if (!compilation.Constants.Of(argument.Value).IsTrue)
                plan.SetValue(document, written, "true");
            return true;
        }
    }

    private static bool TryGive(EditPlan plan, Solution solution, ClientCall creation, QueueCompilation compilation)
    {
        if (creation.Argument(ArgumentRole.ChannelOptions) is not { Parameter: { Type: INamedTypeSymbol type } parameter } options
            || creation.Invocation.Syntax is not InvocationExpressionSyntax { ArgumentList: var list } call
            || solution.GetDocument(call.SyntaxTree) is not { } document)
            return false;

        var created = $"new {TypeNames.Shortest((INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None), compilation.ModelOf(call.SyntaxTree), list.SpanStart)}({Arguments})";
        if (options is { IsWritten: true, Syntax: ArgumentSyntax written })
            plan.SetValue(document, written, created);
        else if (list.Arguments.Count == 0)
            plan.Insert(document, list.OpenParenToken.Span.End, created);
        else
            plan.AddNamedBefore(document, list.Arguments[0], list.Arguments[0].NameColon?.Name.Identifier.Text ?? parameter.Name, call.SyntaxTree.GetText(), (parameter.Name, created));
        return !options.IsWritten || compilation.Constants.Of(options.Value).IsNull;
    }
}
