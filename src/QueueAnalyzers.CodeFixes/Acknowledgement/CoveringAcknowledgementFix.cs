using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1018: settles one delivery alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CoveringAcknowledgementFix))]
public sealed class CoveringAcknowledgementFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.AcknowledgementCoversOthers.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1018.SettleOne", "Settle this delivery only", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        var plan = new EditPlan();
        return (context.Site(CallKind.Acknowledge, ArgumentRole.Multiple) ?? context.Site(CallKind.NegativelyAcknowledge, ArgumentRole.Multiple)) is { } site
            && plan.TrySet(context.Document.Project.Solution, site, new[] { (ArgumentRole.Multiple, "false") }) ? plan : null;
    }
}
