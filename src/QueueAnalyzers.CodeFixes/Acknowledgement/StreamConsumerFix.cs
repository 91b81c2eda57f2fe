using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1016: makes the consumer of a stream acknowledge, and limits what it holds.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StreamConsumerFix))]
public sealed class StreamConsumerFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.StreamConsumerIsRefused.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1016.Acknowledge", "Acknowledge after processing", AcknowledgeAsync),
        new FixVariant("RMQ1016.Limit", "Limit how many deliveries the consumer holds", context => Task.FromResult(Limit(context))));

    private static async Task<EditPlan?> AcknowledgeAsync(FixContext context) =>
        context.Site(CallKind.Consume, ArgumentRole.AutoAck) is { } site
        && IsAutomatic(site, context)
        && await ConsumerFix.PlanAsync(context, site, rejectsFailures: false).ConfigureAwait(false) is { } plan
        // A stream takes nothing back: a rejection closes the connection.
        && !plan.Writes("BasicReject")
            ? plan
            : null;

    private static EditPlan? Limit(FixContext context) =>
        context.Site(CallKind.Consume, ArgumentRole.AutoAck) is { IsDirect: true } site && !IsAutomatic(site, context)
            ? PrefetchEdits.Plan(site.Call, context.Compilation, context.Document.Project.Solution)
            : null;

    private static bool IsAutomatic(CallSite site, FixContext context) => context.Compilation.Constants.Of(site.Argument(ArgumentRole.AutoAck)?.Value).IsTrue;
}
