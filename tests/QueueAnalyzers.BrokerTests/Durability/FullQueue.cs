using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>A queue may hold only so many messages, or only for so long (RMQ2007).</summary>
public sealed class FullQueue(Scene scene)
{
    private const int Published = 100;
    private const int Limit = 10;

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Confirmed_messages_are_dropped_for_younger_ones(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.Queue("measurements", arguments: ("x-max-length", Limit)))).Accepts();

        var taken = await session.PublishAsync("", "measurements", Published);

        Assert.Equal(Published, taken);
        await host.StaysAtAsync("measurements", Limit);
        Assert.Equal("91", await session.FirstAsync("measurements"));
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Publisher_hears_of_each_message_that_a_full_queue_does_not_take(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.Queue("orders in stock", arguments: [("x-max-length", Limit), ("x-overflow", "reject-publish")]))).Accepts();

        var taken = await session.PublishAsync("", "orders in stock", Published);

        Assert.Equal(Limit, taken);
        await host.StaysAtAsync("orders in stock", Limit);
        Assert.Equal("1", await session.FirstAsync("orders in stock"));
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Dropped_messages_are_kept_behind_a_dead_letter_exchange(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.QueueBehindExchange("old readings"))).Accepts();
        (await session.AskAsync(Declare.Queue("readings", arguments: [("x-max-length", Limit), ("x-dead-letter-exchange", "old readings")]))).Accepts();

        Assert.Equal(Published, await session.PublishAsync("", "readings", Published));

        await host.StaysAtAsync("old readings", Published - Limit);
        await host.StaysAtAsync("readings", Limit);
    }

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Expired_messages_are_kept_only_behind_a_dead_letter_exchange(string release)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        await using var session = await host.OpenAsync();
        (await session.AskAsync(Declare.QueueBehindExchange("expired quotes"))).Accepts();
        (await session.AskAsync(Declare.Queue("quotes", arguments: ("x-message-ttl", 50)))).Accepts();
        (await session.AskAsync(Declare.Queue("kept quotes", arguments: [("x-message-ttl", 50), ("x-dead-letter-exchange", "expired quotes")]))).Accepts();

        Assert.Equal(Published, await session.PublishAsync("", "quotes", Published));
        Assert.Equal(Published, await session.PublishAsync("", "kept quotes", Published));

        await host.StaysAtAsync("quotes", 0);
        await host.StaysAtAsync("expired quotes", Published);
    }
}
