using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ1xxx: how deliveries are acknowledged.</summary>
internal static class AcknowledgementRules
{
    public static readonly DiagnosticDescriptor ConsumerAcknowledgesAutomatically = Rule.Create(
        "RMQ1001",
        "Consumer acknowledges automatically",
        "{0} is consumed with automatic acknowledgement: every message counts as done when it is sent, so those that this process has not finished when it stops or fails are lost",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "With autoAck: true the broker forgets a message as soon as it is written to the socket. Whatever the consumer holds in memory is lost when it stops, crashes or throws. Acknowledge each delivery after it is processed.");

    public static readonly DiagnosticDescriptor MessageIsFetchedWithAutomaticAcknowledgement = Rule.Create(
        "RMQ1002",
        "Message is fetched with automatic acknowledgement",
        "A message of {0} is fetched with automatic acknowledgement: it has left the queue before it is processed, and is lost when processing fails or the process stops",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "BasicGet with autoAck: true removes the message from the queue before the program has seen it. Fetch it with autoAck: false and acknowledge it after its last use.");

    public static readonly DiagnosticDescriptor DeliveryIsNeverSettled = Rule.Create(
        "RMQ1003",
        "Delivery is never settled",
        "The deliveries of {0} are never acknowledged or rejected here: they stay unacknowledged, the consumer stalls at its prefetch limit, and all of them are delivered again when the channel closes",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "A consumer with autoAck: false has to settle each delivery with BasicAck, BasicNack or BasicReject. Without that the broker keeps every message, stops delivering at the prefetch limit, may close the channel with '406 PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out', and delivers all of them again after it.");

    public static readonly DiagnosticDescriptor AutomaticallyAcknowledgedDeliveryIsSettledAgain = Rule.Create(
        "RMQ1009",
        "Automatically acknowledged delivery is settled again",
        "The deliveries of {0} are acknowledged automatically, and settled here once more: the broker answers '406 PRECONDITION_FAILED - unknown delivery tag' and closes the channel",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "With autoAck: true the broker has no delivery left to acknowledge or reject. The first settle closes the channel with '406 PRECONDITION_FAILED - unknown delivery tag', without an exception where it is called, and the consumer is dead. Consume with autoAck: false.");
}
