using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1007: acknowledges where processing has ended well, and rejects where it has failed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FailureAcknowledgedFix))]
public sealed class FailureAcknowledgedFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsAcknowledgedAlthoughProcessingFailed.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1007.RejectFailures", "Acknowledge after processing, reject failures", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (context.Site(CallKind.Acknowledge, ArgumentRole.Multiple)?.Call is not { } acknowledgement
            || acknowledgement.Invocation.Syntax is not InvocationExpressionSyntax call
            || (HandlerOf(call, context) is var handler && (handler?.Declaration ?? FetchingFunctionOf(call, context)) is not { } declaration)
            || call.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax) != declaration)
            return null;

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (Rejection.Of(acknowledgement, handler, text) is not { } rejection)
            return null;

        var plan = new EditPlan();
        if (call.FirstAncestorOrSelf<CatchClauseSyntax>(node => declaration.Contains(node)) is { } clause)
        {
            if (context.Compilation.OperationOf(clause) is not ICatchClauseOperation caught || !CatchClauses.CatchesEverything(caught))
                return null;
            foreach (var change in rejection.Changes)
                plan.Replace(context.Document, change.Span, change.NewText!);
            return plan;
        }

        return SettleStatement.Of(call) is { } statement
            && new AcknowledgementMove(context, text, declaration, statement, rejection).TryPlan(plan)
                ? plan
                : null;
    }

    /// <summary>The handler in which a call acknowledges what nobody has settled before.</summary>
    private static DeliveryHandler? HandlerOf(InvocationExpressionSyntax call, FixContext context) => context.Compilation.Calls.Of(CallKind.Consume)
        .SelectMany(consume => context.Compilation.Consumers.HandlersOf(consume).Handlers)
        .FirstOrDefault(handler => IsFirst(call, context.Compilation.Settlements.PathsOf(handler)));

    /// <summary>The function in which a call acknowledges a message that was fetched there and that nobody has settled before.</summary>
    private static SyntaxNode? FetchingFunctionOf(InvocationExpressionSyntax call, FixContext context) => context.Compilation.Calls.Of(CallKind.Get)
        .Where(found => IsFirst(call, context.Compilation.Settlements.PathsOf(found)))
        .Select(get => Operations.FunctionOf(get.Invocation).Syntax)
        .FirstOrDefault();

    private static bool IsFirst(InvocationExpressionSyntax call, Exploration paths)
    {
        var here = paths.Settles.Where(found => found.Settle.InHandler.Syntax == call).ToImmutableArray();
        return !here.IsEmpty && here.All(found => found.Path is { State: Typestate.Pending or Typestate.Lost, IsStopped: false });
    }
}
