using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>The part of the broker that one scenario has for itself.</summary>
internal sealed class VirtualHost(Uri address)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Uri Address => address;

    public Task<Session> OpenAsync() => Session.OpenAsync(address);

    /// <summary>What the broker answers to a request that has a channel for itself.</summary>
    public async Task<Answer> AskAsync(Func<IChannel, Task> request)
    {
        await using var session = await OpenAsync();
        return await session.AskAsync(request);
    }

    /// <summary>The messages that wait in the queue; none when there is no such queue.</summary>
    public async Task<int> CountMessagesAsync(string queue) => (int)((await InspectAsync(queue))?.MessageCount ?? 0);

    /// <summary>Waits until so many messages are ready in the queue, and fails when they never are or do not stay as many.</summary>
    public async Task StaysAtAsync(string queue, int messages)
    {
        var clock = Stopwatch.StartNew();
        while (await CountMessagesAsync(queue) != messages && clock.Elapsed < Patience)
            await Task.Delay(50);
        await Task.Delay(300);
        Assert.Equal(messages, await CountMessagesAsync(queue));
    }

    /// <summary>The messages that wait in the queue once none has been added for a while.</summary>
    public async Task<int> SettleAsync(string queue)
    {
        for (var (last, quiet) = (-1, 0); ; await Task.Delay(100))
        {
            var messages = await CountMessagesAsync(queue);
            quiet = messages == last ? quiet + 1 : 0;
            if (quiet == 10)
                return messages;
            last = messages;
        }
    }

    public async Task<bool> QueueExistsAsync(string queue) => await InspectAsync(queue) is not null;

    /// <summary>Waits until the broker has noticed that the consumer of the queue is gone, and has taken its messages back.</summary>
    public async Task WaitUntilUnattendedAsync(string queue)
    {
        using var late = new CancellationTokenSource(Patience);
        while ((await InspectAsync(queue))?.ConsumerCount > 0)
            await Task.Delay(20, late.Token);
    }

    public async Task SendAsync(string queue, string message)
    {
        await using var session = await OpenAsync();
        var properties = new BasicProperties { Persistent = true };
        await session.Channel.BasicPublishAsync(exchange: "", routingKey: queue, mandatory: true, properties, Encoding.UTF8.GetBytes(message));
    }

    private async Task<QueueDeclareOk?> InspectAsync(string queue)
    {
        await using var session = await OpenAsync();
        try
        {
            return await session.Channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }
}
