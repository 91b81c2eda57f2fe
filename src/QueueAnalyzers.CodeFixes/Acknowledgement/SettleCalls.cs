using QueueAnalyzers.Client;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The statements that settle a delivery, in the words of a client generation.</summary>
internal sealed class SettleCalls
{
    private readonly string _channel;
    private readonly string _tag;
    private readonly ClientGeneration _generation;
    private readonly bool _configures;

    /// <param name="channel">The expression for the channel.</param>
    /// <param name="tag">The expression for the delivery tag.</param>
    /// <param name="generation">The client's generation.</param>
    /// <param name="configures">Whether awaits carry <c>ConfigureAwait(false)</c>.</param>
    public SettleCalls(string channel, string tag, ClientGeneration generation, bool configures)
    {
        _channel = channel;
        _tag = tag;
        _generation = generation;
        _configures = configures;
    }

    /// <summary>Whether settling is awaited.</summary>
    public bool AreAsync => _generation == ClientGeneration.V7;

    /// <summary>Tells the broker that the delivery is done.</summary>
    public string Acknowledge => Call("BasicAck", "multiple: false");

    /// <summary>Gives the delivery back once, and the second time to the dead-letter exchange. Of all ways to give back, this is the one that 4.3 counts.</summary>
    /// <param name="redelivered">The expression that tells whether it was delivered before.</param>
    public string Reject(string redelivered) => Call("BasicReject", "requeue: !" + redelivered);

    private string Call(string name, string argument) => AreAsync
        ? $"await {_channel}.{name}Async({_tag}, {argument}){(_configures ? ".ConfigureAwait(false)" : string.Empty)};"
        : $"{_channel}.{name}({_tag}, {argument});";
}
