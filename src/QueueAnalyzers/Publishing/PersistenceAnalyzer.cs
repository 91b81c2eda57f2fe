using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3001: messages that a restart of the broker takes out of a durable queue.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PersistenceAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.MessageIsNotPersistent);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCall(CallKind.Publish, Judge);
        registration.OnCall(CallKind.AddToBatch, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        // LavinMQ keeps every message of a durable queue, whatever its delivery mode.
        if (context.Options.Broker == Broker.LavinMQ || !IsTransient(context))
            return;

        var destination = Destination.Of(context.Site.Call, context.Compilation);
        if (!destination.IsReply && !MayBeLost(destination.Queue, context))
            context.Report(PublishingRules.MessageIsNotPersistent, context.LocationOf(ArgumentRole.Properties), destination.Text);
    }

    private static bool IsTransient(CallSiteContext context) =>
        MessageProperties.Of(context.Site.Call, context.Compilation, context.Options.PersistentPropertyMethods).Persistence switch
        {
            Persistence.Transient => true,
            Persistence.MarkedTransient => context.Options.ReportExplicitTransient,
            _ => false,
        };

    /// <summary>Whether the queue keeps transient messages, does not outlive the broker itself, or is allowed to lose what it holds.</summary>
    private static bool MayBeLost(IOperation? queue, CallSiteContext context) =>
        queue is not null
        && (context.Options.IsAtMostOnce(context.Compilation.Constants.Of(queue).Text)
            || context.Compilation.Queues.IsTemporary(queue)
            || context.Compilation.Queues.MayKeepTransientMessages(queue));
}
