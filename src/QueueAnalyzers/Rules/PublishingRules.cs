using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ3xxx: how messages are published.</summary>
internal static class PublishingRules
{
    public static readonly DiagnosticDescriptor MessageIsNotPersistent = Rule.Create(
        "RMQ3001",
        "Message is not persistent",
        "The message is published to {0} without being marked persistent: it is lost when the broker restarts, even from a durable queue",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "A durable queue survives a restart of the broker, but only the messages with Persistent = true (delivery mode 2) survive in it. Without properties a message is transient, also when the broker has confirmed it.");
}
