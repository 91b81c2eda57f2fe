using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1008: removes a settle that follows another one with nothing to be done between them. What the broker hears first stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SettledTwiceFix))]
public sealed class SettledTwiceFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsSettledTwice.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1008.RemoveSecond", "Remove the second settle", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        // Both stand in a helper when there is a second location.
        var locations = context.Diagnostic.AdditionalLocations;
        if (locations.Count == 0
            || StatementAt(locations[0], context) is not { } first
            || StatementAt(locations.Count > 1 ? locations[1] : context.Diagnostic.Location, context) is not { } second
            || !Follows(second, first, context)
            || (SettleStatement.IsAwaited(second) && !SettleStatement.IsAwaited(first)))
            return null;

        var plan = new EditPlan();
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var previous = second.GetFirstToken().GetPreviousToken();
        var gap = TextSpan.FromBounds(previous.Span.End, second.SpanStart);
        if (!new Layout(text).IsFirstOnLine(second.SpanStart) && string.IsNullOrWhiteSpace(text.ToString(gap)))
            plan.Replace(context.Document, TextSpan.FromBounds(gap.Start, second.Span.End), string.Empty);
        else
            new StatementEdits(plan, context.Document, context.Root, text).Remove(second);
        return plan;
    }

    private static ExpressionStatementSyntax? StatementAt(Location location, FixContext context) =>
        location.SourceTree?.FilePath == context.Root.SyntaxTree.FilePath
        && context.Root.FullSpan.Contains(location.SourceSpan)
        && context.Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && context.Compilation.Calls.CallOf(call)?.Kind.Settles() == true
            ? SettleStatement.Of(call)
            : null;

    /// <summary>Whether both stand in one list of statements, and between them only statements that tell of what is done, or settle.</summary>
    private static bool Follows(ExpressionStatementSyntax second, ExpressionStatementSyntax first, FixContext context)
    {
        var list = SettleStatement.ListOf(second);
        var (from, to) = (list.IndexOf(first), list.IndexOf(second));
        return from >= 0 && from < to && list.Skip(from + 1).Take(to - from - 1).All(between =>
            between is ExpressionStatementSyntax
            && context.Compilation.OperationOf(between) is { } operation
            && operation.Descendants().All(part => part is not (IInvocationOperation or IAssignmentOperation)
                || (part is IInvocationOperation call && (context.Compilation.Client.CallOf(call)?.Kind.Settles() == true || Harmless.Include(call, context.Compilation)))));
    }
}
