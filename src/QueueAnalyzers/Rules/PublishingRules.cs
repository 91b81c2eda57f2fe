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

    public static readonly DiagnosticDescriptor ChannelPublishesWithoutConfirms = Rule.Create(
        "RMQ3002",
        "Channel publishes without publisher confirms",
        "Messages are published to {0} on this channel without publisher confirms: what the broker rejects, or loses before it is stored, is gone without an exception",
        RuleCategory.Publishing,
        DiagnosticSeverity.Info,
        "BasicPublish returns when the message is written to a local buffer. Whether it reached the broker, and whether the broker took it, only publisher confirms tell: in 7.x a channel that is created with both confirmation options, in 5.x and 6.x ConfirmSelect and WaitForConfirmsOrDie.");
}
