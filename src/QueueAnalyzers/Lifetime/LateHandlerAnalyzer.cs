using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4003: deliveries arrive before there is anybody to handle them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LateHandlerAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.ConsumerStartsBeforeItsHandler);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.Consume, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (LateAttachment.LastOf(context.Site.Call, context.Compilation) is null)
            return;
        var automatic = context.ConstantOf(ArgumentRole.AutoAck);
        context.Report(
            LifetimeRules.ConsumerStartsBeforeItsHandler,
            context.Site.NameLocation,
            context.Object(ArgumentRole.Queue, "queue"),
            automatic.IsTrue ? "is lost" : automatic.IsFalse ? "is not handled and stays unacknowledged" : "is not handled");
    }
}
