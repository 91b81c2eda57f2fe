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

    public static readonly DiagnosticDescriptor DurableQueueIsDeletedWithConsumer = Rule.Create(
        "RMQ2003",
        "Durable queue is deleted with its consumer or connection",
        "{0} is durable, but {1}",
        RuleCategory.Durability,
        DiagnosticSeverity.Info,
        "A durable queue survives a restart of the broker. One that is also exclusive is deleted when its connection closes, and one that is auto-delete when its last consumer leaves; its messages are gone then, persistent ones too. The short overload of QueueDeclare makes a queue both.");

    public static readonly DiagnosticDescriptor QueuePropertiesContradictType = Rule.Create(
        "RMQ2004",
        "Queue's properties contradict its type",
        "{0} is declared with x-queue-type '{1}', {2}",
        RuleCategory.Durability,
        DiagnosticSeverity.Warning,
        "Quorum queues and streams are always durable, never exclusive and never deleted automatically, and each type of queue takes only some arguments. The broker refuses the declaration with '406 PRECONDITION_FAILED - invalid property' or '- invalid arg' and closes the channel. LavinMQ accepts the type 'quorum' and makes an ordinary queue, which is then lost with all its messages.");

    public static readonly DiagnosticDescriptor ArgumentIsInvalid = Rule.Create(
        "RMQ2005",
        "Queue or exchange argument is invalid",
        "Argument '{0}' {1}",
        RuleCategory.Durability,
        DiagnosticSeverity.Warning,
        "A broker ignores arguments that it does not know, without any error: a misspelt 'x-dead-letter-exchange' loses every rejected message. An argument that it knows must have a value of the right type, or the broker refuses the declaration with '406 PRECONDITION_FAILED - invalid arg' and closes the channel.");

    public static readonly DiagnosticDescriptor DeclarationsConflict = Rule.Create(
        "RMQ2006",
        "Declarations of one queue or exchange conflict",
        "{0} is declared differently in {1}, as to '{2}': whichever comes second is refused with '{3}', and its channel is closed",
        RuleCategory.Durability,
        DiagnosticSeverity.Warning,
        "A queue or exchange has the properties that it was first declared with. A declaration of the same name with other properties is refused with '406 PRECONDITION_FAILED - inequivalent arg' (or '405 RESOURCE_LOCKED' where only one is exclusive), and the channel is closed; without waiting for the answer there is not even an exception.");

    public static readonly DiagnosticDescriptor QueueDropsMessages = Rule.Create(
        "RMQ2007",
        "Queue drops messages silently",
        "{0} drops messages when {1}, confirmed ones too, and nobody is told: {2}",
        RuleCategory.Durability,
        DiagnosticSeverity.Info,
        "A queue with a limit on its length throws its oldest messages away when it is full, and one with x-message-ttl those that are too old. The publisher has had its confirm by then. With x-overflow: reject-publish the broker refuses new messages instead, and with a dead-letter exchange it hands on what it takes out.");

    public static readonly DiagnosticDescriptor FeatureIsRetired = Rule.Create(
        "RMQ2008",
        "Feature is denied or ignored by RabbitMQ 4.3",
        "{0} {1}",
        RuleCategory.Durability,
        DiagnosticSeverity.Warning,
        "RabbitMQ 4.3 no longer has limits for a whole channel (BasicQos with global: true counts as false), lazy mode (x-queue-mode), version 1 of classic queues (x-queue-version), x-queue-master-locator and mirrored queues (x-ha-policy, ha-mode). Some of them it ignores, some it refuses with '406 PRECONDITION_FAILED' or '541 INTERNAL_ERROR'.");
}
