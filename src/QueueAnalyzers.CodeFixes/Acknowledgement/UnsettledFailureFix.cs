using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1005: gives a delivery back when processing it throws.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnsettledFailureFix))]
public sealed class UnsettledFailureFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsLeftUnsettledWhenProcessingThrows.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1005.RejectFailures", "Reject the delivery when processing throws", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (await ReportedHandler.AtAsync(context.Diagnostic.Location, context).ConfigureAwait(false) is not { Paths.IsComplete: true } handler
            || handler.Paths.Failures.Any(failure => MayBeSettled(failure, handler.Source.Compilation))
            || LeavesTasksAlone(handler.Source)
            || WorkAfterSettle.In(handler.Source.Handler, handler.Source.Compilation)?.HasUnawaited() == true)
            return null;

        var plan = new EditPlan();
        return HandlerRewriting.TryPlan(plan, handler.Source, handler.Receivers, rejectsFailures: true, ImmutableArray<NormalEnd>.Empty) ? plan : null;
    }

    /// <summary>Whether a rejection of what has failed there might be the delivery's second settle.</summary>
    private static bool MayBeSettled(Failure failure, QueueCompilation compilation) =>
        failure.Path.State is Typestate.Settled or Typestate.Escaped && compilation.SettleOf(failure.Source) is null;

    /// <summary>Whether the handler starts tasks without awaiting them: what they throw would not come to its <c>catch</c>.</summary>
    private static bool LeavesTasksAlone(HandlerSource source)
    {
        var model = source.Compilation.ModelOf(source.Handler.Declaration.SyntaxTree);
        return MethodMadeAsync.OwnNodesOf(source.Handler.Declaration).OfType<InvocationExpressionSyntax>().Any(call =>
            call.Parent is ExpressionStatementSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax or ArgumentSyntax
            && model.GetTypeInfo(call).Type is { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" });
    }
}
