using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>A program at work on its queue.</summary>
internal sealed class Run(VirtualHost host, string queue, SampleProgram program) : IAsyncDisposable
{
    public string Queue => queue;

    public SampleProgram Program => program;

    /// <summary>The messages that the program said it has finished, in its order.</summary>
    public IReadOnlyList<string> Done => program.Done;

    /// <summary>Waits until so many messages wait in the queue, unseen by any consumer, and stay there.</summary>
    public Task StaysReadyAsync(int messages) => host.StaysAtAsync(queue, messages);

    /// <summary>Waits until the program has finished all messages, each of them once, and the broker has nothing left of them.</summary>
    public async Task FinishesAsync(int messages)
    {
        await program.WaitUntilDoneAsync(messages);
        await StaysReadyAsync(0);
        Assert.Equal(messages, Done.Count);
        Assert.Equal(0, await KillAsync());
    }

    /// <summary>Ends the program between two of its instructions, and returns what the broker still has of its messages.</summary>
    public async Task<int> KillAsync()
    {
        await program.KillAsync();
        await host.WaitUntilUnattendedAsync(queue);
        return await host.CountMessagesAsync(queue);
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
