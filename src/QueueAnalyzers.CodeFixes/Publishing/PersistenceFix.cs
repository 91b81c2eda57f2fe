using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>Fixes RMQ3001: marks the message as persistent where its properties are made, or gives it properties that are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PersistenceFix))]
public sealed class PersistenceFix : QueueCodeFixProvider
{
    private static readonly FixVariant Persistent = new("RMQ3001.Persistent", "Mark the message as persistent", PlanAsync);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.MessageIsNotPersistent.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(Persistent);

    private static Task<EditPlan?> PlanAsync(FixContext context)
    {
        var site = context.Site(CallKind.Publish, ArgumentRole.Properties) ?? context.Site(CallKind.AddToBatch, ArgumentRole.Properties);
        return Task.FromResult(site is null ? null : new PersistencePlan(context, site.Call).Make());
    }
}
