using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1011: gives a failed delivery back once, or not at all.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnlimitedRequeueFix))]
public sealed class UnlimitedRequeueFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.FailureIsRequeuedWithoutLimit.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1011.RequeueOnce", "Requeue only what was not redelivered", context => Task.FromResult(RequeueOnce(context))),
        new FixVariant("RMQ1011.DoNotRequeue", "Reject without requeue", context => Task.FromResult(DoNotRequeue(context))));

    private static EditPlan? RequeueOnce(FixContext context) =>
        SiteOf(context) is { } site && RedeliveredFlag.At(site, context.Compilation) is { } redelivered ? Plan(context, site, "!" + redelivered) : null;

    // Where the queue has no dead-letter exchange, the message would be gone.
    private static EditPlan? DoNotRequeue(FixContext context) =>
        SiteOf(context) is { } site && DiscardedRejection.OriginOf(site, context.Compilation) is null ? Plan(context, site, "false") : null;

    private static EditPlan? Plan(FixContext context, CallSite site, string value)
    {
        var plan = new EditPlan();
        return plan.TrySet(context.Document.Project.Solution, site, new[] { (ArgumentRole.Requeue, value) }) ? plan : null;
    }

    private static CallSite? SiteOf(FixContext context) =>
        context.Site(CallKind.NegativelyAcknowledge, ArgumentRole.Requeue) ?? context.Site(CallKind.Reject, ArgumentRole.Requeue);
}
