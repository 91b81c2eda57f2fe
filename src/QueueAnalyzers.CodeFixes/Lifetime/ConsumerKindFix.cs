using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4002: makes the factory dispatch to the consumers that it has, and these of one kind.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConsumerKindFix))]
public sealed class ConsumerKindFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.ConsumerKindDoesNotMatch.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ4002.Match", "Match DispatchConsumersAsync to the consumers", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        var syntax = context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();
        if (syntax is null || ConsumerCreation.Of(context.Compilation.OperationOf(syntax), context.Compilation) is not { Factory: { } factory } consumer)
            return null;
        return await AsynchronousDispatch.PlanAsync(factory, context).ConfigureAwait(false)
            ?? (consumer.IsAsynchronous ? null : AsynchronousDispatch.PlanWithout(factory, context));
    }
}
