using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1013: limits what a consumer holds at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnlimitedConsumerFix))]
public sealed class UnlimitedConsumerFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.ConsumerHasNoPrefetchLimit.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1013.Limit", "Limit how many deliveries the consumer holds", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context) =>
        context.Site(CallKind.Consume, ArgumentRole.AutoAck) is { IsDirect: true } site
            ? PrefetchEdits.Plan(site.Call, context.Compilation, context.Document.Project.Solution)
            : null;
}
