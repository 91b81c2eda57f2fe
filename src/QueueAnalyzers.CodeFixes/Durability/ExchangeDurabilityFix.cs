using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Makes an exchange durable, at all of its declarations (RMQ2002).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExchangeDurabilityFix))]
public sealed class ExchangeDurabilityFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.ExchangeIsNotDurable.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } =
        DurabilityVariants.Of(DurabilityRules.ExchangeIsNotDurable.Id, "exchange", DeclaredKind.Exchange);
}
