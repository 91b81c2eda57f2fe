using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1006: acknowledges behind the last work on the message.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AcknowledgedEarlyFix))]
public sealed class AcknowledgedEarlyFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsAcknowledgedBeforeItIsProcessed.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1006.AcknowledgeAfterProcessing", "Acknowledge after processing", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (context.Site(CallKind.Acknowledge, ArgumentRole.Multiple)?.Call is not { } acknowledgement
            || acknowledgement.Invocation.Syntax is not InvocationExpressionSyntax call
            || SettleStatement.Of(call) is not { } statement
            || AcknowledgedCode.Around(call, context) is not { } code)
            return null;

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var plan = new EditPlan();
        return new AcknowledgementDelay(context, text, code, statement, Rejection.Of(acknowledgement, code.Handler, text)).TryPlan(plan, call) ? plan : null;
    }
}
