using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3005: the broker gives back what it cannot route, and nobody takes it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnobservedReturnAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.ReturnedMessageIsNotObserved);

    private protected override void Register(QueueRegistration registration) => registration.OnCallSite(CallKind.Publish, ArgumentRole.Mandatory, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (!context.ConstantOf(ArgumentRole.Mandatory).IsTrue)
            return;
        var channels = context.Compilation.Channels.OriginsOf(context.Site.Call.Receiver);
        if (!channels.AreAll || !channels.Known.All(channel => Confirmation.LosesReturns(channel, context.Compilation)))
            return;

        var destination = Destination.Of(context.Site.Call, context.Compilation);
        if (!destination.IsReply)
            context.Report(PublishingRules.ReturnedMessageIsNotObserved, context.LocationOf(ArgumentRole.Mandatory), destination.Text);
    }
}
