using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ4xxx: how long consumers, channels and connections live, and what their callbacks may do.</summary>
internal static class LifetimeRules
{
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

    public static readonly DiagnosticDescriptor AutomaticRecoveryIsTurnedOff = Rule.Create(
        "RMQ4008",
        "Automatic recovery is turned off",
        "{0} is turned off: after a network failure or a restart of the broker {1}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Info,
        "With its defaults the client opens a lost connection again, and brings back the channels, queues, bindings and consumers that it had. Without AutomaticRecoveryEnabled the connection stays closed; without TopologyRecoveryEnabled it comes back without consumers. Either way nothing is consumed any more, and no exception tells of it.");

    public static readonly DiagnosticDescriptor HeaderIsTakenForString = Rule.Create(
        "RMQ4011",
        "Header value is compared or cast as string",
        "{0}, sent as a string, arrives as byte[]: {1}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "A header that was sent as a string is received as byte[]: the client does not decode it. A cast to string throws InvalidCastException, 'as string' is null, ToString() gives 'System.Byte[]', and no comparison is ever true. Decode it with Encoding.UTF8.GetString((byte[])value).");
}
