using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1014: a limit that comes too late, is asked of consumers that know none, or is of a kind that the broker does not have.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IneffectiveLimitAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.PrefetchLimitHasNoEffect);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.LimitPrefetch, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (context.ConstantOf(ArgumentRole.PrefetchSize) is { IsKnown: true, Value: uint and not 0 or int and not 0 })
        {
            context.Report(
                AcknowledgementRules.PrefetchLimitHasNoEffect,
                context.LocationOf(ArgumentRole.PrefetchSize),
                "the broker counts messages and not bytes, and refuses it with '540 NOT_IMPLEMENTED - prefetch_size!=0'");
            return;
        }

        var consumers = ConsumersOn(context.Site.Call, context.Compilation);
        if (consumers.IsEmpty)
            return;
        if (consumers.All(consumer => IsAutomatic(context.For(new CallSite(consumer, context.Compilation.Assignments)))))
            context.Report(AcknowledgementRules.PrefetchLimitHasNoEffect, context.Site.NameLocation, "it limits unacknowledged deliveries, and all consumers of this channel acknowledge automatically");
        else if (context.Options.Broker != Broker.LavinMQ && LateLimit.ConsumerBefore(context.Site.Call, consumers) is not null)
            context.Report(AcknowledgementRules.PrefetchLimitHasNoEffect, context.Site.NameLocation, "it holds for consumers that start after it, and the only ones on this channel have started before");
    }

    /// <summary>All consumers on the channel of a call; none when there can be others.</summary>
    private static ImmutableArray<ClientCall> ConsumersOn(ClientCall limit, QueueCompilation compilation)
    {
        var channels = compilation.Channels.OriginsOf(limit.Receiver);
        return channels.AreAll && channels.Known.All(channel => !channel.IsHandedOut)
            ? channels.Known.SelectMany(channel => channel.Calls).Where(call => call.Kind == CallKind.Consume).ToImmutableArray()
            : ImmutableArray<ClientCall>.Empty;
    }

    /// <summary>Whether a consumer acknowledges automatically; one of a stream cannot, and RMQ1016 asks it for a limit that holds.</summary>
    private static bool IsAutomatic(CallSiteContext consumer) =>
        consumer.ConstantOf(ArgumentRole.AutoAck).IsTrue
        && !consumer.Compilation.Queues.IsStream(consumer.Site.Argument(ArgumentRole.Queue)?.Value);
}
