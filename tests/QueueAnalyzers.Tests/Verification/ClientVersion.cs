namespace QueueAnalyzers.Tests;

/// <summary>The versions of RabbitMQ.Client that code is analyzed against.</summary>
public enum ClientVersion
{
    /// <summary>5.x: synchronous, <c>IModel</c>, bodies are <c>byte[]</c>.</summary>
    V5,

    /// <summary>6.4: synchronous, <c>IModel</c>, bodies are <c>ReadOnlyMemory&lt;byte&gt;</c>.</summary>
    V6,

    /// <summary>7.1: asynchronous, <c>IChannel</c>.</summary>
    V71,

    /// <summary>7.2, the newest.</summary>
    V7,
}
