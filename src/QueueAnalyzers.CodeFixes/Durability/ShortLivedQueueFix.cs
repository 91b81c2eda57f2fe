using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Lets a durable queue outlive its connection and its consumers, at all of its declarations (RMQ2003).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ShortLivedQueueFix))]
public sealed class ShortLivedQueueFix : QueueCodeFixProvider
{
    private static readonly ArgumentRole[] Flags = { ArgumentRole.Exclusive, ArgumentRole.AutoDelete };

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.DurableQueueIsDeletedWithConsumer.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(DurabilityRules.DurableQueueIsDeletedWithConsumer.Id + ".Keep", "Keep the queue when its consumer or connection is gone", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (context.Declaration() is not { } reported)
            return null;
        var plan = new EditPlan();
        foreach (var declaration in (await context.FamilyAsync(reported).ConfigureAwait(false)).Where(declaration => declaration.Durable.IsTrue))
        {
            var flags = Flags.Where(flag => declaration.ConstantOf(flag).IsTrue && declaration.Site.Argument(flag)?.StandsAtSite == true).Select(flag => (flag, "false"));
            if (!plan.TrySet(context.Document.Project.Solution, declaration.Site, flags))
                return null;
        }

        return plan;
    }
}
