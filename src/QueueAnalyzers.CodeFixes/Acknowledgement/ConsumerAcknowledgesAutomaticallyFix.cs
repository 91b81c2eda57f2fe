using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1001: acknowledges each delivery when the handler is done with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConsumerAcknowledgesAutomaticallyFix))]
public sealed class ConsumerAcknowledgesAutomaticallyFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.ConsumerAcknowledgesAutomatically.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1001.Acknowledge", "Acknowledge after processing", context => PlanAsync(context, rejectsFailures: false)),
        new FixVariant("RMQ1001.AcknowledgeOrReject", "Acknowledge after processing, reject failures", context => PlanAsync(context, rejectsFailures: true)));

    private static Task<EditPlan?> PlanAsync(FixContext context, bool rejectsFailures) =>
        context.Site(CallKind.Consume, ArgumentRole.AutoAck) is { } site
            ? ConsumerFix.PlanAsync(context, site, rejectsFailures)
            : Task.FromResult<EditPlan?>(null);
}
