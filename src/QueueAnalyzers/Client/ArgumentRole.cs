namespace QueueAnalyzers.Client;

/// <summary>What an argument means to the broker. Overloads reorder arguments and users name them; the role stays.</summary>
internal enum ArgumentRole
{
    /// <summary>An argument that no rule asks about.</summary>
    None,

    Queue,
    Exchange,
    ExchangeType,
    RoutingKey,
    /// <summary>A <c>PublicationAddress</c>: exchange and routing key in one.</summary>
    Address,
    Source,
    Destination,
    Durable,
    Exclusive,
    AutoDelete,
    Passive,
    NoWait,
    Arguments,

    AutoAck,
    Consumer,
    ConsumerTag,
    DeliveryTag,
    Multiple,
    Requeue,
    PrefetchSize,
    PrefetchCount,
    Global,

    Mandatory,
    Properties,
    Body,

    ChannelOptions,
    Timeout,
    CancellationToken,
}
