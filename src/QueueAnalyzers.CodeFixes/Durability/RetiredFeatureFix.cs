using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Does without what RabbitMQ 4.3 no longer does (RMQ2008).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetiredFeatureFix))]
public sealed class RetiredFeatureFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.FeatureIsRetired.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(DurabilityRules.FeatureIsRetired.Id + ".Remove", "Remove what RabbitMQ 4.3 denies or ignores", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        var plan = new EditPlan();
        if (context.Entry() is { } entry)
            return plan.TryRemove(context.Document, entry.Syntax) ? plan : null;
        return context.Site(CallKind.LimitPrefetch, ArgumentRole.Global) is { } site
            && plan.TrySet(context.Document.Project.Solution, site, new[] { (ArgumentRole.Global, "false") }) ? plan : null;
    }
}
