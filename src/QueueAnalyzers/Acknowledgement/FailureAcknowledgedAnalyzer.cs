using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1007: a failure is acknowledged as if it were done.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailureAcknowledgedAnalyzer : SettledDeliveryAnalyzer
{
    private const string Failed = "processing it has failed";
    private const string LeftUnprocessed = "the program stops without processing it";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.DeliveryIsAcknowledgedAlthoughProcessingFailed);

    private protected override void Judge(SettledDelivery handler, FileContext context)
    {
        var acknowledged = from found in handler.Paths.Settles
                           let reason = ReasonAgainst(found, handler, context.Compilation)
                           where reason is not null
                           select (found.Settle, Reason: reason);
        foreach (var (settle, reason) in acknowledged.GroupBy(found => found.Settle.InHandler.Syntax).Select(group => group.First()))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsAcknowledgedAlthoughProcessingFailed,
                ClientCall.PlaceOf(settle.InHandler),
                settle.InHandler == settle.Call.Invocation ? Enumerable.Empty<Location>() : new[] { settle.Call.NameLocation },
                handler.Queue,
                reason);
        }
    }

    /// <summary>What speaks against an acknowledgement on a path, or <see langword="null"/>.</summary>
    private static string? ReasonAgainst(SettleOnPath found, SettledDelivery handler, QueueCompilation compilation)
    {
        var (settle, path) = (found.Settle, found.Path);
        if (settle.Call.Kind != CallKind.Acknowledge || !settle.IsTraced || path.State != Typestate.Pending)
            return null;
        if (path.IsStopped)
            return LeftUnprocessed;
        if (path.CaughtBy is not { } clause)
            return path.IsUnwinding ? Failed : null;
        // What a clause throws on is nobody's care yet; what it does before may be.
        if (path.IsUnwinding)
            return SwallowingCatch.TakesCare(clause, compilation) ? null : Failed;
        if (Stops.Include(clause))
            return SwallowingCatch.TakesCare(clause, compilation) || GoesOn(clause, settle, handler, compilation) ? null : LeftUnprocessed;
        return SwallowingCatch.Include(clause, compilation) && !IsBesideWork(clause, handler, compilation) && !GoesOn(clause, settle, handler, compilation) ? Failed : null;
    }

    /// <summary>Whether the clause stands beside the work: a <c>try</c> around it has worked on the message before, and refuses it when that fails.</summary>
    private static bool IsBesideWork(ICatchClauseOperation clause, SettledDelivery handler, QueueCompilation compilation)
    {
        if (clause.Syntax.Parent is not TryStatementSyntax inner || compilation.OperationOf(handler.Declaration) is not { } body)
            return false;
        var outer = inner.Ancestors().TakeWhile(ancestor => !Functions.Include(ancestor)).OfType<TryStatementSyntax>()
            .FirstOrDefault(attempt => attempt.Block.Contains(inner) && attempt.Catches.Any(Refuses));
        if (outer is null)
            return false;
        var before = TextSpan.FromBounds(outer.Block.SpanStart, inner.SpanStart);
        var content = handler.ContentIn(body);
        return body.Descendants().OfType<IInvocationOperation>().Any(call =>
            before.Contains(call.Syntax.Span) && content.IsIn(call) && !Observers.Tell(call) && !Harmless.Include(call, compilation)
            && !NameParts.Of(call.TargetMethod.Name).Any(part => part is "deserialize" or "parse"));

        bool Refuses(CatchClauseSyntax caught) =>
            compilation.OperationOf(caught) is ICatchClauseOperation general && CatchClauses.CatchesEverything(general)
            && general.Handler.Descendants().OfType<IInvocationOperation>().Any(call => compilation.SettleOf(call) is { Kind: CallKind.Reject or CallKind.NegativelyAcknowledge });
    }

    /// <summary>Whether the message is still worked on between the clause and the acknowledgement: what has failed was not all of it.</summary>
    private static bool GoesOn(ICatchClauseOperation clause, Settle settle, SettledDelivery handler, QueueCompilation compilation)
    {
        if (compilation.OperationOf(handler.Declaration) is not { } body || !handler.Declaration.Contains(clause.Syntax))
            return false;
        var between = TextSpan.FromBounds(clause.Syntax.Span.End, Math.Max(clause.Syntax.Span.End, settle.InHandler.Syntax.SpanStart));
        var content = handler.ContentIn(body);
        return body.Descendants().OfType<IInvocationOperation>().Any(call =>
            between.Contains(call.Syntax.Span)
            && call.Syntax.FirstAncestorOrSelf<CatchClauseSyntax>() is null
            && compilation.SettleOf(call) is null
            && !Harmless.Include(call, compilation)
            && content.IsIn(call)
            // The call that the clause is in comes before it, wherever it stands.
            && compilation.Callees.InnerFunctionOf(call)?.Syntax.Contains(clause.Syntax) != true);
    }
}
