using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3003: the broker says what has become of the messages, and nobody listens.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredConfirmAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.ConfirmIsIgnored);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCall(CallKind.WaitForConfirms, JudgeWait);
        registration.OnCall(CallKind.SelectConfirms, JudgeSelect);
        registration.OnCall(CallKind.CreateChannel, JudgeOptions);
    }

    private static void JudgeWait(CallSiteContext context)
    {
        if (UnusedResult.Is(context.Site.Invocation, context.Compilation) && !Confirmation.IsHeardIn(context.Site.Call, context.Compilation, "BasicNacks"))
            context.Report(PublishingRules.ConfirmIsIgnored, context.Site.NameLocation, "'WaitForConfirms' returns false when the broker has rejected a message, and nobody looks at the result");
    }

    private static void JudgeSelect(CallSiteContext context)
    {
        var channels = context.Compilation.Channels.OriginsOf(context.Site.Call.Receiver);
        if (channels.AreAll
            && channels.Known.All(channel => Confirmation.IsUnheard(channel, context.Compilation))
            && !Confirmation.IsHeardIn(context.Site.Call, context.Compilation, "BasicAcks", "BasicNacks"))
            context.Report(PublishingRules.ConfirmIsIgnored, context.Site.NameLocation, "the channel asks for confirms, and nobody waits for them or handles 'BasicNacks'");
    }

    private static void JudgeOptions(CallSiteContext context)
    {
        var channel = context.Compilation.Channels.OriginOf(context.Site.Call);
        if (channel.Options is not { Creation: { } creation, Confirmations.IsTrue: true, Tracking.IsFalse: true }
            || !Confirmation.IsUnheard(channel, context.Compilation)
            || Confirmation.IsHeardIn(context.Site.Call, context.Compilation, "BasicAcks", "BasicNacks"))
            return;

        var tracking = channel.Options.Argument("publisherConfirmationTrackingEnabled") is { } argument ? Operations.SyntaxOf(argument) : creation.Syntax;
        context.Report(PublishingRules.ConfirmIsIgnored, tracking.GetLocation(), "the broker confirms, and without tracking nothing waits for it: a rejected message throws no exception");
    }
}
