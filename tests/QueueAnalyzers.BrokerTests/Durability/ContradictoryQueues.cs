using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>A quorum queue or a stream cannot have every property that a classic queue can (RMQ2004).</summary>
public sealed class ContradictoryQueues(Scene scene)
{
    public static TheoryData<string, string> All => new(
        from release in new[] { Releases.V3, Releases.V4 }
        from type in new[] { "quorum", "stream" }
        select (release, type));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Contradiction_is_refused(string release, string type)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var queue = $"contradictory {type}";

        var transient = await host.AskAsync(Declare.Queue(queue, durable: false, arguments: ("x-queue-type", type)));
        if (release == Releases.V3)
            transient.ClosesChannel(406, $"PRECONDITION_FAILED - invalid property 'non-durable' for queue '{queue}' in vhost '/'");
        else
            transient.ClosesConnection(541, "transient_nonexcl_queues");

        (await host.AskAsync(Declare.Queue(queue, exclusive: true, arguments: ("x-queue-type", type)))).ClosesChannel(406, "invalid property 'exclusive-owner'");
        (await host.AskAsync(Declare.Queue(queue, autoDelete: true, arguments: ("x-queue-type", type)))).ClosesChannel(406, "invalid property 'auto-delete'");
        (await host.AskAsync(Declare.Queue(queue, arguments: [("x-queue-type", type), ("x-max-priority", 5)]))).ClosesChannel(406, "invalid arg 'x-max-priority'");
        Assert.False(await host.QueueExistsAsync(queue));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Durable_shared_and_lasting_queue_of_the_type_is_accepted(string release, string type)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;

        (await host.AskAsync(Declare.Queue($"consistent {type}", arguments: ("x-queue-type", type)))).Accepts();

        Assert.True(await host.QueueExistsAsync($"consistent {type}"));
    }
}
