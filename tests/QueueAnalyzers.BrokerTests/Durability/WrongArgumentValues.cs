using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;
using RabbitMQ.Client.Exceptions;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>The value of an argument has a type, or is one, that the broker or the client refuses (RMQ2005).</summary>
public sealed class WrongArgumentValues(Scene scene)
{
    private static readonly (string Key, object? Value, string Text)[] Refused =
    [
        ("x-message-ttl", "60000", "invalid arg 'x-message-ttl' for queue 'reports' in vhost '/': \"expected integer, got longstr\""),
        ("x-message-ttl", 60000d, "\"expected integer, got double\""),
        ("x-message-ttl", 60000f, "\"expected integer, got float\""),
        ("x-message-ttl", 60000m, "\"expected integer, got decimal\""),
        ("x-message-ttl", true, "\"expected integer, got bool\""),
        ("x-message-ttl", null, "\"expected integer, got void\""),
        ("x-message-ttl", -1, "{value_negative,-1}"),
        ("x-expires", 0, "{value_zero,0}"),
        ("x-max-priority", 256, "{max_value_exceeded,256}"),
        ("x-max-length", "10", "\"expected integer, got longstr\""),
        ("x-overflow", "drop-tail", "invalid_overflow"),
        ("x-dead-letter-exchange", 5, "invalid type 'signedint' for arg 'x-dead-letter-exchange'"),
        ("x-dead-letter-routing-key", "dead", "routing_key_but_no_dlx_defined"),
        ("x-single-active-consumer", "true", "invalid arg 'x-single-active-consumer'"),
        ("x-queue-type", "qourum", "x-queue-type"),
    ];

    private static readonly (string Key, object? Value)[] Accepted =
    [
        ("x-message-ttl", 60000),
        ("x-message-ttl", 60000L),
        ("x-message-ttl", (short)600),
        ("x-message-ttl", (byte)60),
        ("x-message-ttl", 60000u),
        ("x-expires", 1),
        ("x-max-priority", 255),
        ("x-max-length", 10),
        ("x-overflow", "reject-publish"),
        ("x-dead-letter-exchange", "dead"),
        ("x-single-active-consumer", true),
        ("x-queue-type", "quorum"),
    ];

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Broker_refuses_a_wrong_value(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        foreach (var (key, value, text) in Refused)
            (await host.AskAsync(Declare.Queue("reports", arguments: (key, value)))).ClosesChannel(406, text);
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Broker_accepts_the_right_value(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        foreach (var (key, value) in Accepted)
        {
            (await host.AskAsync(Declare.Queue("reports", arguments: (key, value)))).Accepts();
            (await host.AskAsync(channel => channel.QueueDeleteAsync("reports", ifUnused: false, ifEmpty: false))).Accepts();
        }
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Client_refuses_what_has_no_place_in_a_table(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        foreach (var value in new object[] { 60000ul, TimeSpan.FromMinutes(1), DateTime.UnixEpoch })
            await Assert.ThrowsAsync<WireFormattingException>(() => host.AskAsync(Declare.Queue("reports", arguments: ("x-message-ttl", value))));
    }
}
