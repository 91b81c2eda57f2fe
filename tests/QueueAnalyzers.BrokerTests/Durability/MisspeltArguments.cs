using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>The key of an argument is not the one that the broker knows (RMQ2005): it is accepted, and means nothing.</summary>
public sealed class MisspeltArguments(Scene scene)
{
    private const int Published = 10;

    [Theory]
    [InlineData(Releases.V3, "x-dead-letter-exhange", 0)]
    [InlineData(Releases.V3, "dead-letter-exchange", 0)]
    [InlineData(Releases.V3, "x-dead-letter-exchange", Published)]
    [InlineData(Releases.V4, "x-dead-letter-exhange", 0)]
    [InlineData(Releases.V4, "dead-letter-exchange", 0)]
    [InlineData(Releases.V4, "x-dead-letter-exchange", Published)]
    public async Task Rejected_messages_are_dead_lettered_only_by_the_right_key(string release, string key, int deadLettered)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var (queue, dead) = ($"payments by {key}", $"dead payments by {key}");
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.QueueBehindExchange(dead))).Accepts();
        (await session.AskAsync(Declare.Queue(queue, arguments: (key, dead)))).Accepts();
        Assert.Equal(Published, await session.PublishAsync("", queue, Published));

        await session.RejectAllAsync(queue);

        await host.StaysAtAsync(dead, deadLettered);
        Assert.Equal(0, await host.CountMessagesAsync(queue));
    }

    [Theory]
    [InlineData(Releases.V3, "x-message-tll", Published)]
    [InlineData(Releases.V3, "message-ttl", Published)]
    [InlineData(Releases.V3, "X-Message-TTL", Published)]
    [InlineData(Releases.V3, "x-message-ttl", 0)]
    [InlineData(Releases.V4, "x-message-tll", Published)]
    [InlineData(Releases.V4, "message-ttl", Published)]
    [InlineData(Releases.V4, "X-Message-TTL", Published)]
    [InlineData(Releases.V4, "x-message-ttl", 0)]
    public async Task Messages_expire_only_by_the_right_key(string release, string key, int kept)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var queue = $"offers by {key}";
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.Queue(queue, arguments: (key, 100)))).Accepts();

        Assert.Equal(Published, await session.PublishAsync("", queue, Published));

        await host.StaysAtAsync(queue, kept);
    }

    [Theory]
    [InlineData(Releases.V3, "alternate-exhange", 0)]
    [InlineData(Releases.V3, "x-alternate-exchange", 0)]
    [InlineData(Releases.V3, "alternate-exchange", Published)]
    [InlineData(Releases.V4, "alternate-exhange", 0)]
    [InlineData(Releases.V4, "x-alternate-exchange", 0)]
    [InlineData(Releases.V4, "alternate-exchange", Published)]
    public async Task Unroutable_messages_take_the_other_way_only_by_the_right_key(string release, string key, int rescued)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var (exchange, unrouted) = ($"events by {key}", $"unrouted events by {key}");
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.QueueBehindExchange(unrouted))).Accepts();
        (await session.AskAsync(Declare.Exchange(exchange, arguments: (key, unrouted)))).Accepts();

        Assert.Equal(Published, await session.PublishAsync(exchange, "nobody listens", Published));

        await host.StaysAtAsync(unrouted, rescued);
    }
}
