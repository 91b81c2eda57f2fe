using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ4xxx: how long consumers, channels and connections live, and what their callbacks may do.</summary>
internal static class LifetimeRules
{
    public static readonly DiagnosticDescriptor AsynchronousHandlerOnSynchronousEvent = Rule.Create(
        "RMQ4001",
        "Asynchronous handler on a synchronous event",
        "The handler is asynchronous, but the event '{0}' is not: nobody awaits it, and an exception in it ends the process",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "The events of IModel, IConnection and EventingBasicConsumer return nothing, so an asynchronous handler on them is 'async void': the client goes on at its first await, runs handlers at once that should follow each other, and no one can catch what it throws. Use AsyncEventingBasicConsumer on a factory with DispatchConsumersAsync = true, or catch everything inside the handler.");

    public static readonly DiagnosticDescriptor ConsumerKindDoesNotMatch = Rule.Create(
        "RMQ4002",
        "Consumer kind does not match DispatchConsumersAsync",
        "{0}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "A connection of RabbitMQ.Client 5.x and 6.x dispatches either to asynchronous consumers or to synchronous ones, as DispatchConsumersAsync of its factory says. An asynchronous consumer without it is never called, and nothing is thrown; a synchronous one with it is refused by BasicConsume.");

    public static readonly DiagnosticDescriptor ConsumerStartsBeforeItsHandler = Rule.Create(
        "RMQ4003",
        "Consumer starts before its handler is attached",
        "The consumer of {0} starts before its handler is attached: what is delivered in between {1}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "Deliveries begin to arrive as soon as the broker has answered BasicConsume, on another thread. A consumer without a handler drops them: with automatic acknowledgement they are lost, without it they stay unacknowledged until the channel is closed. Attach the handler first.");

    public static readonly DiagnosticDescriptor BodyOutlivesHandler = Rule.Create(
        "RMQ4004",
        "Message body outlives its handler",
        "The message's body is {0}: its memory belongs to the client, which fills it with other messages when the handler has ended",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "From 6.0 on the body of a delivery is memory that the client rents, and uses for the next message as soon as the handler has ended. Whoever keeps it, or reads it in work that nobody waits for, gets the bytes of other messages, without any error. Copy it with ToArray() before.");

    public static readonly DiagnosticDescriptor ConsumerIsClosedAtOnce = Rule.Create(
        "RMQ4005",
        "Consumer's channel is closed when the method returns",
        "The {1} on which {0} is consumed is closed at the end of this code, and nothing waits before that: the consumer stops as soon as it has started",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "BasicConsume returns at once; deliveries arrive later, for as long as the channel is open. A using declaration closes the channel, or the connection under it, when its scope is left. Keep both in fields as long as the consumer is to run, or wait inside of the scope.");

    public static readonly DiagnosticDescriptor ChannelIsShared = Rule.Create(
        "RMQ4006",
        "Channel is used from several threads",
        "This channel is used by several threads at once: IModel is documented as not safe for that",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Info,
        "The documentation of RabbitMQ.Client 5.x and 6.x asks for a channel for each thread, or for a lock around its use. The experiments have shown no error, so the rule is off unless it is asked for.",
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor OpenedForEachMessage = Rule.Create(
        "RMQ4007",
        "Connection or channel is opened for each message",
        "A {0} is opened {1}: that takes hundreds of times as long as a publish. Open it once and keep it.",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Info,
        "Connections are made to live as long as the program: opening one takes several round trips and a handshake, and every one costs the broker a process and memory. Open one connection, and a channel for each thread that publishes, and keep them.");

    public static readonly DiagnosticDescriptor AutomaticRecoveryIsTurnedOff = Rule.Create(
        "RMQ4008",
        "Automatic recovery is turned off",
        "{0} is turned off: after a network failure or a restart of the broker {1}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Info,
        "With its defaults the client opens a lost connection again, and brings back the channels, queues, bindings and consumers that it had. Without AutomaticRecoveryEnabled the connection stays closed; without TopologyRecoveryEnabled it comes back without consumers. Either way nothing is consumed any more, and no exception tells of it.");

    public static readonly DiagnosticDescriptor DispatchConcurrencyIsReset = Rule.Create(
        "RMQ4009",
        "Channel options reset dispatch concurrency",
        "{0}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "CreateChannelOptions sets consumerDispatchConcurrency to 1 unless it is told otherwise, and does not look at the connection factory: only null does. With 0 the consumers of a channel are never called.");

    public static readonly DiagnosticDescriptor CallbackBlocks = Rule.Create(
        "RMQ4010",
        "Blocking call inside a consumer callback",
        "'{0}' waits inside of {1} for what cannot come before it has returned: {2}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "The client calls a handler and goes on when it has returned. Closing the channel or the connection waits for the handlers, and so for itself; an answer of the broker is not read while a handler of returned messages or confirms runs. Let other code do both: signal it, or start it without waiting.");

    public static readonly DiagnosticDescriptor HeaderIsTakenForString = Rule.Create(
        "RMQ4011",
        "Header value is compared or cast as string",
        "{0}, sent as a string, arrives as byte[]: {1}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "A header that was sent as a string is received as byte[]: the client does not decode it. A cast to string throws InvalidCastException, 'as string' is null, ToString() gives 'System.Byte[]', and no comparison is ever true. Decode it with Encoding.UTF8.GetString((byte[])value).");

    public static readonly DiagnosticDescriptor ConnectionIsNotClosed = Rule.Create(
        "RMQ4012",
        "Connection is not closed before the program ends",
        "The program ends without closing this connection: messages that were published last never leave the process",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Info,
        "BasicPublish of RabbitMQ.Client 5.x and 6.x hands the message to a thread that writes, and returns. What has not been written when the process ends is gone. Closing the connection, or waiting for confirms, waits for it.");
}
