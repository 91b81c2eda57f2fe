using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Makes a queue durable, at all of its declarations (RMQ2001).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(QueueDurabilityFix))]
public sealed class QueueDurabilityFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.QueueIsNotDurable.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } =
        DurabilityVariants.Of(DurabilityRules.QueueIsNotDurable.Id, "queue", DeclaredKind.Queue);
}
