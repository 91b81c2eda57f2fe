namespace QueueAnalyzers.Client;

/// <summary>The generations of RabbitMQ.Client that differ in what a program on them looks like.</summary>
internal enum ClientGeneration
{
    /// <summary>5.x: <c>IModel</c>, bodies are <c>byte[]</c>.</summary>
    V5 = 5,

    /// <summary>6.x: <c>IModel</c>, bodies are <c>ReadOnlyMemory&lt;byte&gt;</c>.</summary>
    V6 = 6,

    /// <summary>7.x: <c>IChannel</c>, everything is asynchronous.</summary>
    V7 = 7,
}
