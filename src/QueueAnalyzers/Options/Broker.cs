namespace QueueAnalyzers.Options;

/// <summary>The brokers whose differences the rules know.</summary>
internal enum Broker
{
    /// <summary>RabbitMQ 3.x to 4.3; what holds if nothing is said.</summary>
    RabbitMQ,

    /// <summary>LavinMQ, measured with 2.9.1.</summary>
    LavinMQ,
}
