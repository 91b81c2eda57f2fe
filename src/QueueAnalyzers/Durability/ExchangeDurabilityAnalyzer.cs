using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2002: an exchange that does not survive a restart of the broker.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExchangeDurabilityAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DurabilityRules.ExchangeIsNotDurable);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.DeclareExchange, ArgumentRole.Durable, Judge);

    private static void Judge(CallSiteContext context)
    {
        var exchange = new Declaration(context.Site, context.Compilation);
        if (exchange.Durable.IsFalse && !exchange.MayBePassive && !exchange.IsNamedByBroker && !exchange.IsTemporary && !exchange.MayBeTemporary)
            context.Report(DurabilityRules.ExchangeIsNotDurable, context.LocationOf(ArgumentRole.Durable), context.Subject(ArgumentRole.Exchange, "exchange"));
    }
}
