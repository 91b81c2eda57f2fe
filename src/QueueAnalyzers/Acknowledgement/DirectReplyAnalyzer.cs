using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1015: a consumer of direct reply-to that the broker refuses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DirectReplyAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.DirectReplyConsumerAcknowledges);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (!context.ConstantOf(ArgumentRole.AutoAck).IsFalse)
            return;
        var refusal = (context.ConstantOf(ArgumentRole.Queue).Text, context.Options.Broker) switch
        {
            ("amq.rabbitmq.reply-to" or "amq.direct.reply-to", Broker.LavinMQ) => "Direct replys must be consumed in no-ack mode",
            ("amq.rabbitmq.reply-to", _) => "reply consumer cannot acknowledge",
            _ => null,
        };
        if (refusal is not null)
        {
            context.Report(
                AcknowledgementRules.DirectReplyConsumerAcknowledges,
                context.LocationOf(ArgumentRole.AutoAck),
                context.ConstantOf(ArgumentRole.Queue).Text!,
                refusal);
        }
    }
}
