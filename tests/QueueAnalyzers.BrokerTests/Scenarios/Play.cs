using System.Globalization;
using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>One form of one sample, run in a virtual host of its own.</summary>
internal sealed class Play(Sample sample, Code code, SampleBuilds builds, VirtualHost host)
{
    private const string LastMessage = "the last message";

    public Sample Sample => sample;

    public Code Code => code;

    private string Queue => SampleBuilds.Queue(sample, code);

    /// <summary>Runs the producer to its end; every message it published is then confirmed and waits in the queue.</summary>
    public async Task PublishAsync(int expected)
    {
        await using var producer = Start("Producer");
        await producer.WaitForEndAsync();
        Assert.Equal(expected, await host.CountMessagesAsync(Queue));
    }

    public SampleProgram StartWorker(int millisecondsPerMessage) => Start(sample.Worker, millisecondsPerMessage.ToString(CultureInfo.InvariantCulture));

    public SampleProgram Start(string program, params string[] arguments) => SampleProgram.Start(builds.Assembly(sample, code, program), host, arguments);

    public Task<int> CountMessagesAsync() => host.CountMessagesAsync(Queue);

    public Task<bool> QueueExistsAsync() => host.QueueExistsAsync(Queue);

    public Task WaitUntilUnattendedAsync() => host.WaitUntilUnattendedAsync(Queue);

    /// <summary>Starts a quick worker and returns what it finishes before it has nothing more to do.</summary>
    public async Task<IReadOnlyList<string>> WorkUntilIdleAsync()
    {
        await using var worker = StartWorker(millisecondsPerMessage: 1);
        await worker.WaitUntilReadyAsync();
        var done = await FinishAsync(worker);
        await worker.StopAsync();
        return done;
    }

    /// <summary>
    /// What the worker finishes until it is idle. A queue is first in, first out, redelivered messages included: once a message
    /// that was sent last of all is done, nothing can follow.
    /// </summary>
    public async Task<IReadOnlyList<string>> FinishAsync(SampleProgram worker)
    {
        await host.SendAsync(Queue, LastMessage);
        await worker.WaitUntilDoneAsync(LastMessage);
        return [.. worker.Done.Where(message => message != LastMessage)];
    }
}
