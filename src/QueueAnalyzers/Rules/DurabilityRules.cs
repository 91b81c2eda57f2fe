using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ2xxx: what survives a restart of the broker.</summary>
internal static class DurabilityRules
{
    public static readonly DiagnosticDescriptor QueueIsNotDurable = Rule.Create(
        "RMQ2001",
        "Queue is not durable",
        "{0} is not durable: it is gone with all its messages when the broker restarts{1}",
        RuleCategory.Durability,
        DiagnosticSeverity.Warning,
        "A queue that is declared with durable: false is deleted with all its messages when the broker restarts, persistent ones too. RabbitMQ 4.3 refuses it altogether unless it is exclusive: '541 INTERNAL_ERROR - Feature `transient_nonexcl_queues` is deprecated', and closes the connection. A queue cannot be redeclared with other properties: an existing one has to be deleted, or the durable one needs a new name.");

    public static readonly DiagnosticDescriptor ExchangeIsNotDurable = Rule.Create(
        "RMQ2002",
        "Exchange is not durable",
        "{0} is not durable: it is gone with its bindings when the broker restarts, and messages published to it are lost",
        RuleCategory.Durability,
        DiagnosticSeverity.Warning,
        "An exchange that is declared without durable: true is deleted with its bindings when the broker restarts. The next publish returns without error, then the channel is closed with '404 NOT_FOUND - no exchange'. An exchange cannot be redeclared with other properties: an existing one has to be deleted, or the durable one needs a new name.");
}
