using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1015: lets the broker acknowledge replies, and takes out what settled them: it would close the channel.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DirectReplyFix))]
public sealed class DirectReplyFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DirectReplyConsumerAcknowledges.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1015.AcknowledgeAutomatically", "Acknowledge automatically", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        var plan = new EditPlan();
        return context.Site(CallKind.Consume, ArgumentRole.AutoAck) is { } site
            && plan.TrySet(context.Document.Project.Solution, site, new[] { (ArgumentRole.AutoAck, "true") })
            && await TryRemoveSettlesAsync(plan, site, context).ConfigureAwait(false)
                ? plan
                : null;
    }

    private static async Task<bool> TryRemoveSettlesAsync(EditPlan plan, CallSite site, FixContext context)
    {
        var handlers = context.Compilation.Consumers.HandlersOf(site.Call);
        var settles = handlers.Handlers.SelectMany(handler => context.Compilation.Settlements.Of(handler).Settles).ToList();
        if (settles.Count == 0)
            return handlers.Elsewhere.IsEmpty;
        // Another consumer may need them.
        if (await SharedRegistrations.OfAsync(site, context).ConfigureAwait(false) is not { All.Length: 1 })
            return false;

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var edits = new StatementEdits(plan, context.Document, context.Root, text);
        foreach (var settle in settles)
        {
            if (settle.Call.Kind == CallKind.SettleSomehow || settle.InHandler.Syntax != settle.Call.Invocation.Syntax || settle.InHandler.Syntax is not InvocationExpressionSyntax call || call.SyntaxTree != context.Root.SyntaxTree
                || SettleStatement.Of(call) is not { Parent: BlockSyntax or SwitchSectionSyntax } statement
                || (SettleStatement.IsAwaited(statement) && !AwaitsMoreThan(settles, statement)))
                return false;
            edits.Remove(statement);
        }

        return true;
    }

    /// <summary>Whether the function around a settle still awaits something when all settles are gone.</summary>
    private static bool AwaitsMoreThan(List<Settle> settles, SyntaxNode statement) =>
        statement.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax) is { } function
        && MethodMadeAsync.OwnNodesOf(function).OfType<AwaitExpressionSyntax>().Any(awaiting => settles.All(settle => !awaiting.Span.Contains(settle.InHandler.Syntax.Span)));
}
