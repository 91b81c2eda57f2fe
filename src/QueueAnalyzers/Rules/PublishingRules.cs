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

    public static readonly DiagnosticDescriptor ConfirmIsIgnored = Rule.Create(
        "RMQ3003",
        "Publisher confirm is ignored",
        "Publisher confirms are ignored: {0}",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "The broker tells by a negative confirm that it has not taken a message. WaitForConfirms returns it as false, BasicNacks as an event, and in 7.x tracking turns it into an exception. Where nobody looks, a rejected message is lost as silently as without confirms.");

    public static readonly DiagnosticDescriptor OperationIsNotAwaited = Rule.Create(
        "RMQ3004",
        "Broker operation is not awaited",
        "Nobody awaits '{0}': it may not have reached the broker when the program goes on or ends, and its failure is never seen",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "An operation of the 7.x client is done when its task is, and throws there. When the task is dropped the program goes on at once, what is left to send is lost with the connection, and no exception tells of a message that the broker rejected or of a channel that is closed.");

    public static readonly DiagnosticDescriptor ReturnedMessageIsNotObserved = Rule.Create(
        "RMQ3005",
        "Returned message is not observed",
        "The message is published to {0} with 'mandatory: true', and nobody observes its return: when no queue takes it ('312 NO_ROUTE') it is gone without an exception",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "With mandatory: true the broker returns a message that it can route to no queue, by the event BasicReturn. It is confirmed all the same. In 7.x a channel with confirmation tracking turns the return into an exception; otherwise a handler has to be attached.");

    public static readonly DiagnosticDescriptor UnroutableMessageIsDropped = Rule.Create(
        "RMQ3006",
        "Unroutable message is dropped silently",
        "{0} drops a message that no binding matches, and confirms it all the same: with 'mandatory: true' it is returned",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "An exchange that routes by key or headers drops what no binding matches. Without mandatory: true nobody is told, and a publisher confirm says that all is well.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor BodyIsReused = Rule.Create(
        "RMQ3007",
        "Message body is reused before its publish completes",
        "'{0}' is written again before the publish has been awaited: the broker may get the later content in place of this message",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "The 7.x client does not copy the body: it reads it until the task of the publish is done. A buffer that is filled with the next message before that is sent with that content, twice, and the first message is lost; awaiting all tasks later does not help.");

    public static readonly DiagnosticDescriptor ExpirationIsInvalid = Rule.Create(
        "RMQ3008",
        "Message expiration is not a whole number of milliseconds",
        "The expiration {0}",
        RuleCategory.Publishing,
        DiagnosticSeverity.Warning,
        "The broker reads Expiration as a whole number of milliseconds, written as text. At anything else it closes the channel with 406 PRECONDITION_FAILED - invalid expiration, and the message is gone; BasicPublish has returned by then.");
}
