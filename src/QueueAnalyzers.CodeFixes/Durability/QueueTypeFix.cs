using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Gives a queue the flags and arguments that its type wants (RMQ2004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(QueueTypeFix))]
public sealed class QueueTypeFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.QueuePropertiesContradictType.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(DurabilityRules.QueuePropertiesContradictType.Id + ".Flags", "Make the queue durable and permanent, as its type wants", SetFlagsAsync),
        new FixVariant(DurabilityRules.QueuePropertiesContradictType.Id + ".Argument", "Remove the argument that its type does not take", context => Task.FromResult(RemoveArgument(context))));

    private static async Task<EditPlan?> SetFlagsAsync(FixContext context)
    {
        if (context.Entry() is not null || context.Declaration() is not { } reported)
            return null;
        var plan = new EditPlan();
        foreach (var declaration in await context.FamilyAsync(reported).ConfigureAwait(false))
        {
            // What has to be so on one broker is right on the other.
            var flags = new Contradictions(declaration, Broker.LavinMQ).Flags.Concat(new Contradictions(declaration, Broker.RabbitMQ).Flags).Distinct()
                .Select(flag => (flag, flag == ArgumentRole.Durable ? "true" : "false"));
            if (!plan.TrySet(context.Document.Project.Solution, declaration.Site, flags))
                return null;
        }

        return plan;
    }

    private static EditPlan? RemoveArgument(FixContext context)
    {
        var plan = new EditPlan();
        return context.Entry() is { } entry && plan.TryRemove(context.Document, entry.Syntax) ? plan : null;
    }
}
