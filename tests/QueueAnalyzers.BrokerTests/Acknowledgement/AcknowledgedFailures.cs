using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>What could not be processed is acknowledged all the same, and never reaches the dead letters (RMQ1007).</summary>
public sealed class AcknowledgedFailures(Scene scene)
{
    private const int Published = 20;
    private const int Failing = 2;

    [Theory]
    [ClassData(typeof(Everywhere))]
    public Task Behind_a_catch_that_swallows_failures_are_lost(string release, string client) => LosesFailuresAsync("RMQ1007/SwallowedFailure", release, client);

    [Theory]
    [ClassData(typeof(Everywhere))]
    public Task In_a_finally_failures_are_lost(string release, string client) => LosesFailuresAsync("RMQ1007/AckedInFinally", release, client);

    private async Task LosesFailuresAsync(string program, string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake(program, "RMQ1007.RejectFailures"), client, release);

        trial.Holds(Code.Unreliable, Published, Failing - await CountDeadLettersAsync(trial, Code.Unreliable, expected: 0));
        trial.Holds(Code.Repaired, Published, Failing - await CountDeadLettersAsync(trial, Code.Repaired, expected: Failing));
    }

    private static async Task<int> CountDeadLettersAsync(Trial trial, Code code, int expected)
    {
        var (deadLetters, argument) = await trial.DeclareDeadLettersAsync();
        await using var run = await trial.StartAsync(code, Published, arguments: argument);
        await run.Program.WaitUntilDoneAsync(Published - Failing);
        await run.StaysReadyAsync(0);
        await trial.Host.StaysAtAsync(deadLetters, expected);
        Assert.Equal(0, await run.KillAsync());
        return await trial.Host.CountMessagesAsync(deadLetters);
    }
}
