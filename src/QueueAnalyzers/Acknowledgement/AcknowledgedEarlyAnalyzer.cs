using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1006: a message counts as done while it is still worked on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AcknowledgedEarlyAnalyzer : SettledDeliveryAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsAcknowledgedBeforeItIsProcessed);

    private protected override void Judge(SettledDelivery delivery, FileContext context)
    {
        if (WorkAfterSettle.In(delivery.Declaration, delivery.Message, context.Compilation) is not { } work)
            return;

        foreach (var found in delivery.Paths.Settles.Where(IsAcknowledgement).GroupBy(found => found.Settle.InHandler.Syntax).Select(group => group.First()))
        {
            var settle = found.Settle;
            if (work.First(settle, delivery.Paths) is not { } later)
                continue;
            var places = settle.InHandler == settle.Call.Invocation ? new[] { later.GetLocation() } : new[] { later.GetLocation(), settle.Call.NameLocation };
            context.Report(
                AcknowledgementRules.DeliveryIsAcknowledgedBeforeItIsProcessed,
                ClientCall.PlaceOf(settle.InHandler),
                places,
                delivery.Queue,
                later.ToString());
        }
    }

    private static bool IsAcknowledgement(SettleOnPath found) =>
        found is { Settle: { IsTraced: true, Call.Kind: CallKind.Acknowledge }, Path: { State: not Typestate.Settled, IsExcused: false } };
}
