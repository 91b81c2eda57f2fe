using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1003: settles what is never settled.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NeverSettledFix))]
public sealed class NeverSettledFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsNeverSettled.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1003.Acknowledge", "Acknowledge after processing", context => PlanAsync(context, rejectsFailures: false)),
        new FixVariant("RMQ1003.AcknowledgeOrReject", "Acknowledge after processing, reject failures", context => PlanAsync(context, rejectsFailures: true)));

    private static async Task<EditPlan?> PlanAsync(FixContext context, bool rejectsFailures)
    {
        if (context.Site(CallKind.Get, ArgumentRole.AutoAck) is { } get)
            return rejectsFailures ? null : await GetFix.PlanAsync(context, get).ConfigureAwait(false);

        // The report stands on the handler, which does not tell who registers it.
        foreach (var call in context.Compilation.Calls.Of(CallKind.Consume))
        {
            if (context.Compilation.Consumers.HandlersOf(call).Handlers.LastOrDefault() is { } handler
                && handler.Location.SourceTree == context.Root.SyntaxTree
                && handler.Location.SourceSpan == context.Diagnostic.Location.SourceSpan)
                return DoesNothing(handler) ? null : await ConsumerFix.PlanAsync(context, new CallSite(call, context.Compilation.Assignments), rejectsFailures).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Whether there is no processing to acknowledge after: who takes deliveries and leaves them alone may want them back in the queue, or expired there.</summary>
    private static bool DoesNothing(DeliveryHandler handler) => HandlerEnds.BodyOf(handler.Declaration) switch
    {
        ({ } block, _) => block.Statements.All(statement => statement is EmptyStatementSyntax or ReturnStatementSyntax { Expression: null or MemberAccessExpressionSyntax }),
        (_, MemberAccessExpressionSyntax) => true,
        _ => false,
    };
}
