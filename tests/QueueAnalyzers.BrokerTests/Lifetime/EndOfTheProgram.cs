using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Lifetime;

/// <summary>A handler ends the whole program, or never lets it end (RMQ4001, RMQ4010).</summary>
public sealed class EndOfTheProgram(Scene scene)
{
    private const string Last = "the last";
    private const int Aborted = 134;

    [Theory]
    [ClassData(typeof(Releases))]
    public async Task Exception_in_an_async_handler_of_a_synchronous_event_ends_the_program(string release)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4001/AsyncOnSynchronousEvent", "RMQ4001.AsynchronousConsumer", "RMQ1005.RejectFailures"), ClientVersion.V6, release);
        string[] bodies = ["1", "2", "garbage", "3"];

        await using var before = await trial.StartAsync(Code.Unreliable, bodies: bodies);
        Assert.Equal(Aborted, await before.Program.WaitForFailureAsync("Unhandled exception. System.FormatException: it cannot be read"));

        await using var after = await trial.StartAsync(Code.Repaired, bodies: bodies);
        await after.FinishesAsync(bodies.Length - 1);
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Connection_that_is_closed_in_a_handler_is_never_closed(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ4010/ClosedInHandler"), client, release);

        await using var before = await trial.StartAsync(Code.Unreliable, bodies: ["1", Last]);
        await before.Program.WaitUntilDoneAsync(Last);
        await using (var after = await trial.StartAsync(Code.Repaired, bodies: ["1", Last]))
        {
            await after.Program.WaitForLineAsync("Closed");
            await after.Program.WaitForEndAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(0, before.Program.CountLines("Closed"));
    }
}
