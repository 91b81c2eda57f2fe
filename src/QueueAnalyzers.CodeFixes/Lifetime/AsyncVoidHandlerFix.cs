using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4001: gives asynchronous handlers a consumer that awaits them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncVoidHandlerFix))]
public sealed class AsyncVoidHandlerFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.AsynchronousHandlerOnSynchronousEvent.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ4001.AsynchronousConsumer", "Use an asynchronous consumer", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        var subscription = context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AssignmentExpressionSyntax>();
        return subscription?.Left is MemberAccessExpressionSyntax { Expression: { } receiver }
            && context.Compilation.OperationOf(receiver) is { } consumer
            && ObjectSources.Of(consumer, context.Compilation).Only is IObjectCreationOperation creation
            && ClientModel.Same(creation.Type, context.Compilation.Client.EventingConsumer)
            && ConsumerCreation.Of(creation, context.Compilation)?.Factory is { } factory
                ? await AsynchronousDispatch.PlanAsync(factory, context).ConfigureAwait(false)
                : null;
    }
}
