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

    public static readonly DiagnosticDescriptor DeliveryIsLeftUnsettledOnSomePaths = Rule.Create(
        "RMQ1004",
        "Delivery is left unsettled on some paths",
        "The delivery of {0} is not settled {1}: it stays unacknowledged, takes a place of the prefetch limit, and is delivered again when the channel closes",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "Some path through the handler ends without BasicAck, BasicNack or BasicReject, while others settle. What it leaves behind fills the prefetch limit until the consumer stalls, or grows without bound where there is none, and all of it is delivered again when the channel closes.");

    public static readonly DiagnosticDescriptor DeliveryIsLeftUnsettledWhenProcessingThrows = Rule.Create(
        "RMQ1005",
        "Delivery is left unsettled when processing throws",
        "When processing throws, the delivery of {0} is not settled: the client swallows the exception, and the delivery stays unacknowledged until the channel closes",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Info,
        "An exception that leaves a handler ends in the client's CallbackException event: channel and consumer stay open and the delivery stays unacknowledged. After as many failures as the prefetch limit allows, the consumer gets no more messages. Reject the delivery when processing fails.");

    public static readonly DiagnosticDescriptor DeliveryIsAcknowledgedBeforeItIsProcessed = Rule.Create(
        "RMQ1006",
        "Delivery is acknowledged before it is processed",
        "The delivery of {0} is acknowledged while '{1}' still has to work on the message: it is lost when that fails or the process stops",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "An acknowledgement tells the broker that the message is done, and the broker deletes it. Work on the message that comes after it, or that nobody waits for, has no message to fall back on: when it fails, or the process stops, the message is lost. Acknowledge after the last use of the message.");

    public static readonly DiagnosticDescriptor DeliveryIsAcknowledgedAlthoughProcessingFailed = Rule.Create(
        "RMQ1007",
        "Delivery is acknowledged although processing failed",
        "The delivery of {0} is acknowledged although {1}: the message is gone, and nobody has handled it",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "An acknowledgement in a finally block, in a catch clause or after one that swallows the exception tells the broker that the message is done when it is not. Acknowledge at the end of the try block and reject in the catch clause.");

    public static readonly DiagnosticDescriptor DeliveryIsSettledTwice = Rule.Create(
        "RMQ1008",
        "Delivery is settled twice",
        "The delivery of {0} may be settled already when it is settled here: the broker answers '406 PRECONDITION_FAILED - unknown delivery tag' and closes the channel",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "A delivery can be settled once. The second settle closes the channel with '406 PRECONDITION_FAILED - unknown delivery tag', without an exception where it is called; everything unacknowledged is delivered again, and in most runs the whole connection goes down with it.");

    public static readonly DiagnosticDescriptor AutomaticallyAcknowledgedDeliveryIsSettledAgain = Rule.Create(
        "RMQ1009",
        "Automatically acknowledged delivery is settled again",
        "The deliveries of {0} are acknowledged automatically, and settled here once more: the broker answers '406 PRECONDITION_FAILED - unknown delivery tag' and closes the channel",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "With autoAck: true the broker has no delivery left to acknowledge or reject. The first settle closes the channel with '406 PRECONDITION_FAILED - unknown delivery tag', without an exception where it is called, and the consumer is dead. Consume with autoAck: false.");

    public static readonly DiagnosticDescriptor DeliveryIsSettledOnAnotherChannel = Rule.Create(
        "RMQ1010",
        "Delivery is settled on another channel",
        "The delivery of {0} is settled on another channel than the one it came on: the broker answers '406 PRECONDITION_FAILED - unknown delivery tag', closes that channel, and the delivery stays unacknowledged",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "Delivery tags are counted for each channel. Settled on another channel, a tag is unknown there, and the broker closes that channel with '406 PRECONDITION_FAILED - unknown delivery tag', or it is the tag of another message, which is then gone. The delivery itself stays unacknowledged until its own channel closes.");

    public static readonly DiagnosticDescriptor FailureIsRequeuedWithoutLimit = Rule.Create(
        "RMQ1011",
        "Failed delivery is requeued without limit",
        "A delivery of {0} is requeued whenever processing it fails: one that always fails comes back at once and for ever, thousands of times a second, and holds up the messages behind it",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "A catch clause that gives every failed delivery back with requeue: true turns a message that cannot be processed into an endless loop: the broker delivers it again at once. Requeue it only when it was not redelivered, or reject it into a dead-letter exchange.");

    public static readonly DiagnosticDescriptor RejectedDeliveryIsDiscarded = Rule.Create(
        "RMQ1012",
        "Rejected delivery is discarded",
        "A delivery of {0} that is rejected here is thrown away: the queue is declared without 'x-dead-letter-exchange'",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Info,
        "With requeue: false a queue hands the message to its dead-letter exchange. A queue without one throws it away, without any error. Declare the queue with x-dead-letter-exchange, and a queue that is bound to that exchange; or set the exchange by a policy of the broker.");

    public static readonly DiagnosticDescriptor ConsumerHasNoPrefetchLimit = Rule.Create(
        "RMQ1013",
        "Consumer has no prefetch limit",
        "{0} is consumed without a prefetch limit: the broker sends everything that is in it at once, so that this process holds it all and others get nothing",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Info,
        "Without BasicQos a consumer that acknowledges by itself gets the whole queue: its memory grows with the queue, other consumers have nothing to do, and all of it is delivered again when the channel closes. Call BasicQos on the channel before BasicConsume.");

    public static readonly DiagnosticDescriptor PrefetchLimitHasNoEffect = Rule.Create(
        "RMQ1014",
        "Prefetch limit has no effect",
        "The prefetch limit has no effect: {0}",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "BasicQos limits the unacknowledged deliveries of the consumers that start after it. One that has started before goes on without a limit, one that acknowledges automatically has no unacknowledged deliveries, and a limit in bytes is refused with '540 NOT_IMPLEMENTED - prefetch_size!=0'.");

    public static readonly DiagnosticDescriptor DirectReplyConsumerAcknowledges = Rule.Create(
        "RMQ1015",
        "Direct reply-to consumer must acknowledge automatically",
        "'{0}' is consumed with autoAck: false: the broker answers '406 PRECONDITION_FAILED - {1}' and closes the channel, so no reply arrives",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "Direct reply-to is no queue, and the broker keeps nothing that could be acknowledged. A consumer with autoAck: false is refused with '406 PRECONDITION_FAILED - reply consumer cannot acknowledge', and the channel is closed. Consume with autoAck: true.");

    public static readonly DiagnosticDescriptor StreamConsumerIsRefused = Rule.Create(
        "RMQ1016",
        "Stream consumer needs manual acknowledgement and a prefetch limit",
        "{0} is a stream, and its consumer {1}",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "The broker refuses a consumer of a stream that acknowledges automatically with '540 NOT_IMPLEMENTED', and one without a prefetch limit with '406 PRECONDITION_FAILED - consumer prefetch count is not set'. Call BasicQos before it, and acknowledge each delivery.");

    public static readonly DiagnosticDescriptor RequeueIsNotCounted = Rule.Create(
        "RMQ1017",
        "Requeue is not counted towards the delivery limit",
        "BasicNack gives a delivery of {0} back without counting it since RabbitMQ 4.3: on a quorum queue one that always fails never reaches 'x-delivery-limit', BasicReject counts",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Info,
        "A quorum queue gives up on a message that comes back too often. Since RabbitMQ 4.3 only BasicReject counts, and a lost channel; a delivery that BasicNack requeues is delivered again without end, whatever 'x-delivery-limit' says.");

    public static readonly DiagnosticDescriptor AcknowledgementCoversOthers = Rule.Create(
        "RMQ1018",
        "Acknowledgement covers deliveries that are still being processed",
        "'multiple: true' settles every earlier delivery of {0} as well, while {1}: those that are not finished are lost when the process stops, and settling them later closes the channel with '406 PRECONDITION_FAILED - unknown delivery tag'",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "With multiple: true an acknowledgement covers all earlier deliveries of the channel. Where several are processed at once, that acknowledges messages that nobody has finished, and their own settle then closes the channel. Settle each delivery alone, or keep track of the last one up to which everything is done.");

    public static readonly DiagnosticDescriptor RetryCounterNeverStops = Rule.Create(
        "RMQ1019",
        "Retry counter never stops",
        "Whether a delivery of {0} is requeued depends on 'x-delivery-count', but RabbitMQ 4.3 does not count what BasicNack gives back: the header is never written, and the limit never reached",
        RuleCategory.Acknowledgement,
        DiagnosticSeverity.Warning,
        "Since RabbitMQ 4.3 a quorum queue writes 'x-delivery-count' only for deliveries that were rejected or lost with their channel. A handler that requeues with BasicNack until the header has reached some number never stops. Requeue with BasicReject.");
}
