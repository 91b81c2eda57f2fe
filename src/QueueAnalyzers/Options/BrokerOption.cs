using System.Collections.Immutable;

namespace QueueAnalyzers.Options;

/// <summary>The option that names the broker.</summary>
internal sealed class BrokerOption : Option<Broker>
{
    private static readonly ImmutableDictionary<string, Broker> Brokers = ImmutableDictionary.CreateRange(
        StringComparer.OrdinalIgnoreCase,
        new Dictionary<string, Broker> { ["rabbitmq"] = Broker.RabbitMQ, ["lavinmq"] = Broker.LavinMQ });

    public BrokerOption(string name, string summary, params string[] rules)
        : base(name, "rabbitmq or lavinmq", "rabbitmq", Broker.RabbitMQ, summary, rules)
    {
    }

    /// <inheritdoc/>
    private protected override bool TryParse(string text, out Broker value) => Brokers.TryGetValue(text, out value);
}
