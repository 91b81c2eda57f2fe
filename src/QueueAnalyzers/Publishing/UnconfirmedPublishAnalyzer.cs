using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3002: messages that are lost between the program and the broker's disk without anybody being told.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnconfirmedPublishAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.ChannelPublishesWithoutConfirms);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.CreateChannel, Judge);

    private static void Judge(CallSiteContext context)
    {
        var channel = context.Compilation.Channels.OriginOf(context.Site.Call);
        if (!Confirmation.IsMissing(channel, context.Compilation))
            return;

        var publishes = channel.OwnCalls.Where(call => Confirmation.IsOf(call, context.Compilation)).ToImmutableArray();
        if (!publishes.IsEmpty)
            context.Report(PublishingRules.ChannelPublishesWithoutConfirms, context.Site.NameLocation, DestinationOf(publishes, context.Compilation));
    }

    private static string DestinationOf(ImmutableArray<ClientCall> publishes, QueueCompilation compilation)
    {
        var destinations = publishes.Select(publish => Destination.Of(publish, compilation).Text).Distinct().ToImmutableArray();
        return destinations.Length == 1 && publishes[0].Kind == CallKind.Publish ? destinations[0] : "several exchanges or queues";
    }
}
