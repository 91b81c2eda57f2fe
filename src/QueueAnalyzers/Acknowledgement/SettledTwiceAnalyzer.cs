using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1008: a path on which a delivery is settled that has been settled before.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SettledTwiceAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsSettledTwice);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (SettledHandler.Of(context) is not { } handler)
            return;

        foreach (var second in handler.Paths.Settles.Where(found => found.Path.State == Typestate.Settled).GroupBy(found => found.Settle.InHandler.Syntax).Select(group => group.First()))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsSettledTwice,
                ClientCall.NameOf(second.Settle.InHandler.Syntax)?.GetLocation() ?? second.Settle.InHandler.Syntax.GetLocation(),
                new[] { second.Path.Settle!.Call.NameLocation },
                context.Object(ArgumentRole.Queue, "queue"));
        }
    }
}
