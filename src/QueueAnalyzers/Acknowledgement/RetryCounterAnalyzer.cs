using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1019: a handler waits for a header that its own way to requeue keeps from being written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetryCounterAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.RetryCounterNeverStops);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.NegativelyAcknowledge, ArgumentRole.Requeue, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (context.Options.Broker == Broker.RabbitMQ && UncountedRequeue.CountedByHeader(context.Site, context.Compilation) is { } origin)
            context.Report(AcknowledgementRules.RetryCounterNeverStops, context.LocationOf(ArgumentRole.Requeue), origin.QueueIn(context.Compilation));
    }
}
