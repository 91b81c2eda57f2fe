using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1002: acknowledges a fetched message after its last use.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MessageIsFetchedWithAutomaticAcknowledgementFix))]
public sealed class MessageIsFetchedWithAutomaticAcknowledgementFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.MessageIsFetchedWithAutomaticAcknowledgement.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1002.Acknowledge", "Acknowledge after processing", PlanAsync));

    private static Task<EditPlan?> PlanAsync(FixContext context) =>
        context.Site(CallKind.Get, ArgumentRole.AutoAck) is { } site ? GetFix.PlanAsync(context, site) : Task.FromResult<EditPlan?>(null);
}
