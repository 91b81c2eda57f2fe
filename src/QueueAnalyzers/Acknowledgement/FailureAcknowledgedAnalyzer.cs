using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1007: a failure is acknowledged as if it were done.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FailureAcknowledgedAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.DeliveryIsAcknowledgedAlthoughProcessingFailed);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (SettledHandler.Of(context) is not { } handler)
            return;

        var acknowledged = handler.Paths.Settles.Where(found => IsAcknowledgedFailure(found, context.Compilation)).Select(found => found.Settle);
        foreach (var settle in acknowledged.GroupBy(settle => settle.InHandler.Syntax).Select(group => group.First()))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsAcknowledgedAlthoughProcessingFailed,
                ClientCall.NameOf(settle.InHandler.Syntax)?.GetLocation() ?? settle.InHandler.Syntax.GetLocation(),
                settle.InHandler == settle.Call.Invocation ? Enumerable.Empty<Location>() : new[] { settle.Call.NameLocation },
                context.Object(ArgumentRole.Queue, "queue"));
        }
    }

    private static bool IsAcknowledgedFailure(SettleOnPath found, QueueCompilation compilation) =>
        found.Settle.Call.Kind == CallKind.Acknowledge
        && found.Path.State == Typestate.Pending
        && (found.Path.IsUnwinding || (found.Path.CaughtBy is { } clause && CatchClauses.IsGeneral(clause) && clause.Filter is null && !TakesCare(clause, compilation)));

    /// <summary>
    /// Whether the clause does more about the failure than tell of it: it hands the message or the exception to somebody, goes
    /// on with another value, or leaves by itself.
    /// </summary>
    private static bool TakesCare(ICatchClauseOperation clause, QueueCompilation compilation) => clause.Handler.Descendants().Any(operation => operation switch
    {
        IInvocationOperation call => compilation.Client.CallOf(call) is { } known ? !known.Kind.Settles() : !Harmless.Include(call, compilation),
        IAssignmentOperation or IThrowOperation or IIncrementOrDecrementOperation => true,
        _ => false,
    });
}
