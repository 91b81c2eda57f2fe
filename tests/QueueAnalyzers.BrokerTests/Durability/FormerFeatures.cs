using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;
using RabbitMQ.Client.Events;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>What RabbitMQ 3 had and RabbitMQ 4.3 denies or ignores (RMQ2001, RMQ2008).</summary>
public sealed class FormerFeatures(Scene scene)
{
    private const int Published = 100;

    [Fact]
    public async Task Transient_queue_closes_the_connection()
    {
        var before = (await scene.BrokerAsync(Releases.V3)).DefaultVirtualHost;
        var after = (await scene.BrokerAsync(Releases.V4)).DefaultVirtualHost;

        (await before.AskAsync(Declare.Queue("sessions", durable: false))).Accepts();
        (await after.AskAsync(Declare.Queue("sessions", durable: false))).ClosesConnection(541, "transient_nonexcl_queues");
        (await after.AskAsync(Declare.Queue("sessions", durable: false, autoDelete: true))).ClosesConnection(541, "transient_nonexcl_queues");

        (await after.AskAsync(Declare.Queue("sessions of one", durable: false, exclusive: true))).Accepts();
        (await after.AskAsync(Declare.Queue("sessions"))).Accepts();
    }

    [Fact]
    public async Task Declaration_of_a_transient_queue_takes_the_other_channels_along()
    {
        var host = (await scene.BrokerAsync(Releases.V4)).DefaultVirtualHost;
        await using var session = await host.OpenAsync();
        await using var innocent = await session.OpenChannelAsync();

        (await session.AskAsync(Declare.Queue("carts", durable: false))).ClosesConnection(541, "transient_nonexcl_queues");

        await Session.WaitUntilClosedAsync(innocent);
    }

    [Fact]
    public async Task Master_locator_closes_the_connection()
    {
        var before = (await scene.BrokerAsync(Releases.V3)).DefaultVirtualHost;
        var after = (await scene.BrokerAsync(Releases.V4)).DefaultVirtualHost;

        (await before.AskAsync(Declare.Queue("letters", arguments: ("x-queue-master-locator", "min-masters")))).Accepts();
        (await after.AskAsync(Declare.Queue("letters", arguments: ("x-queue-master-locator", "min-masters")))).ClosesConnection(541, "queue_master_locator");

        (await after.AskAsync(Declare.Queue("letters"))).Accepts();
    }

    [Fact]
    public async Task First_version_of_classic_queues_is_refused()
    {
        var before = (await scene.BrokerAsync(Releases.V3)).DefaultVirtualHost;
        var after = (await scene.BrokerAsync(Releases.V4)).DefaultVirtualHost;

        (await before.AskAsync(Declare.Queue("parcels", arguments: ("x-queue-version", 1)))).Accepts();
        (await after.AskAsync(Declare.Queue("parcels", arguments: ("x-queue-version", 1)))).ClosesChannel(406, "unsupported queue version '1'");

        (await after.AskAsync(Declare.Queue("parcels"))).Accepts();
    }

    [Fact]
    public async Task Queue_mode_is_no_longer_looked_at()
    {
        var before = (await scene.BrokerAsync(Releases.V3)).DefaultVirtualHost;
        var after = (await scene.BrokerAsync(Releases.V4)).DefaultVirtualHost;

        (await before.AskAsync(Declare.Queue("archive", arguments: ("x-queue-mode", "lasy")))).ClosesChannel(406, "unsupported queue mode 'lasy'");
        (await after.AskAsync(Declare.Queue("archive", arguments: ("x-queue-mode", "lasy")))).Accepts();
    }

    [Theory]
    [InlineData("x-ha-policy", "all")]
    [InlineData("ha-mode", "all")]
    [InlineData("ha-params", 2)]
    public async Task Mirroring_was_never_an_argument(string key, object value)
    {
        foreach (var release in new[] { Releases.V3, Releases.V4 })
            (await (await scene.BrokerAsync(release)).DefaultVirtualHost.AskAsync(Declare.Queue($"mirrored by {key}", arguments: (key, value)))).Accepts();
    }

    [Theory]
    [InlineData(Releases.V3, 10)]
    [InlineData(Releases.V4, 20)]
    public async Task Limit_for_the_channel_has_become_one_for_each_consumer(string release, int delivered) =>
        await DeliverAsync(release, "for the channel", delivered, (10, true));

    [Theory]
    [InlineData(Releases.V3, 10)]
    [InlineData(Releases.V4, Published)]
    public async Task Lifting_the_limit_of_the_channel_has_become_lifting_every_limit(string release, int delivered) =>
        await DeliverAsync(release, "lifted", delivered, (5, false), (0, true));

    [Theory]
    [InlineData(Releases.V3, 20)]
    [InlineData(Releases.V4, 20)]
    public async Task Limit_for_each_consumer_is_what_it_was(string release, int delivered) =>
        await DeliverAsync(release, "for each consumer", delivered, (10, false));

    /// <summary>Two consumers on one channel, which acknowledge nothing, get no more than the limits allow.</summary>
    private async Task DeliverAsync(string release, string name, int delivered, params (ushort Count, bool Global)[] limits)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var queue = $"jobs with a limit {name}";
        await using var publisher = await host.OpenAsync();
        (await publisher.AskAsync(Declare.Queue(queue))).Accepts();
        Assert.Equal(Published, await publisher.PublishAsync("", queue, Published));
        await using var session = await host.OpenAsync();

        foreach (var (count, global) in limits)
            await session.Channel.BasicQosAsync(prefetchSize: 0, count, global);
        for (var n = 0; n < 2; n++)
            await session.Channel.BasicConsumeAsync(queue, autoAck: false, "", noLocal: false, exclusive: false, arguments: null, new AsyncEventingBasicConsumer(session.Channel));

        await host.StaysAtAsync(queue, Published - delivered);
    }
}
