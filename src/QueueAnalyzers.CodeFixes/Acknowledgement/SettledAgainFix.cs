using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1009: the handler settles already, so the broker has to wait for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SettledAgainFix))]
public sealed class SettledAgainFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.AutomaticallyAcknowledgedDeliveryIsSettledAgain.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1009.AcknowledgeManually", "Acknowledge manually", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        var compilation = context.Compilation;
        foreach (var call in compilation.Calls.Of(CallKind.Get).Concat(compilation.Calls.Of(CallKind.Consume)))
        {
            if (call.Kind == CallKind.Get && IsReported(compilation.Settlements.Of(call)))
            {
                var plan = new EditPlan();
                var site = new CallSite(call, compilation.Assignments);
                return await FlagEdits.TryPlanAsync(plan, site, compilation, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false) ? plan : null;
            }

            if (call.Kind == CallKind.Consume && compilation.Consumers.HandlersOf(call).Handlers.Any(handler => IsReported(compilation.Settlements.Of(handler))))
                return await ConsumerFix.PlanFlagsAsync(context, new CallSite(call, compilation.Assignments)).ConfigureAwait(false);
        }

        return null;

        bool IsReported(DeliveryFate fate) => fate.Settles.Any(settle =>
            settle.InHandler.Syntax.SyntaxTree == context.Root.SyntaxTree
            && (ClientCall.NameOf(settle.InHandler.Syntax) ?? settle.InHandler.Syntax).Span == context.Diagnostic.Location.SourceSpan);
    }
}
