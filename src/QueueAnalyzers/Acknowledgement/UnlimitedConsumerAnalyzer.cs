using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1013: a consumer that takes the whole queue into its memory.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnlimitedConsumerAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.ConsumerHasNoPrefetchLimit);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.Consume, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (context.ConstantOf(ArgumentRole.AutoAck).IsFalse
            && PrefetchLimit.IsMissing(context.Site, context.Compilation)
            && !NeverSettledConsumer.Include(context)
            && !IsRefusedStream(context))
            context.Report(AcknowledgementRules.ConsumerHasNoPrefetchLimit, context.Site.NameLocation, context.Subject(ArgumentRole.Queue, "queue"));
    }

    /// <summary>Whether RMQ1016 speaks: a broker without a limit of its own refuses the consumer.</summary>
    private static bool IsRefusedStream(CallSiteContext context) =>
        context.Options.Broker != Broker.LavinMQ && context.Compilation.Queues.IsStream(context.Site.Argument(ArgumentRole.Queue)?.Value);
}
