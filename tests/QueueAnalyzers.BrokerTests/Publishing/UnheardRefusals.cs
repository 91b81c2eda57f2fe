using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Publishing;

/// <summary>The broker says that it did not take a message, and the program does not listen (RMQ3003, RMQ3004, RMQ3005, RMQ3008).</summary>
public sealed class UnheardRefusals(Scene scene)
{
    private const int Published = 20;
    private const int Limit = 5;

    private static readonly (string Key, object? Value)[] Small = [("x-max-length", Limit), ("x-overflow", "reject-publish")];

    [Theory]
    [InlineData(Releases.V3, ClientVersion.V6, "RMQ3003/ResultIgnored", "RMQ3003.Die", "Nacks Received")]
    [InlineData(Releases.V4, ClientVersion.V6, "RMQ3003/ResultIgnored", "RMQ3003.Die", "Nacks Received")]
    [InlineData(Releases.V3, ClientVersion.V7, "RMQ3004/Discarded", "RMQ3004.Await", "PublishException")]
    [InlineData(Releases.V4, ClientVersion.V7, "RMQ3004/Discarded", "RMQ3004.Await", "PublishException")]
    [InlineData(Releases.V3, ClientVersion.V7, "RMQ3003/NotTracked", "RMQ3003.Track", "PublishException")]
    [InlineData(Releases.V4, ClientVersion.V7, "RMQ3003/NotTracked", "RMQ3003.Track", "PublishException")]
    public async Task Full_queue_refuses_most_messages(string release, string client, string program, string fix, string exception)
    {
        var trial = await scene.BeginAsync(new Mistake(program, fix), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable, arguments: Small);
        await before.Program.WaitForEndAsync();
        await before.StaysReadyAsync(Limit);
        trial.Holds(Code.Unreliable, Published, Published - Limit);

        await using var after = await trial.StartAsync(Code.Repaired, arguments: Small);
        await after.Program.WaitForFailureAsync(exception);
        trial.Holds(Code.Repaired, Published, 0);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Messages_are_returned_that_no_queue_takes(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ3005/NobodyHears", "RMQ3005.Observe"), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable);
        await before.Program.WaitForEndAsync();

        await using var after = await trial.StartAsync(Code.Repaired);
        if (client == ClientVersion.V7)
            await after.Program.WaitForFailureAsync("NO_ROUTE");
        else
            await after.Program.WaitForLinesAsync("Returned: 312 NO_ROUTE", 10);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Message_with_a_unit_in_its_expiration_closes_the_channel(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ3008/Seconds", "RMQ3008.Milliseconds"), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable);
        await before.Program.WaitForFailureAsync("PRECONDITION_FAILED - invalid expiration '60s'");
        await before.StaysReadyAsync(0);

        await using var after = await trial.StartAsync(Code.Repaired);
        await after.Program.WaitForEndAsync();
        await after.StaysReadyAsync(1);
    }
}
