using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1008: a path on which a delivery is settled that has been settled before.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettledTwiceAnalyzer : SettledDeliveryAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsSettledTwice);

    private protected override void Judge(SettledDelivery handler, FileContext context)
    {
        foreach (var second in handler.Paths.Settles.Where(IsSecond).GroupBy(found => found.Settle.InHandler.Syntax).Select(group => group.First()))
        {
            var settle = second.Settle;
            var first = second.Path.Settle!.Call.NameLocation;
            context.Report(
                AcknowledgementRules.DeliveryIsSettledTwice,
                ClientCall.PlaceOf(settle.InHandler),
                settle.InHandler == settle.Call.Invocation ? new[] { first } : new[] { first, settle.Call.NameLocation },
                handler.Queue);
        }
    }

    private static bool IsSecond(SettleOnPath found) => found is { Settle.IsTraced: true, Path: { State: Typestate.Settled, Settle.IsTraced: true } };
}
