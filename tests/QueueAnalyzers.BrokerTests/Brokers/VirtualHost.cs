using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>The part of the broker that one scenario has for itself.</summary>
internal sealed class VirtualHost(Uri address)
{
    public Uri Address => address;

    /// <summary>The messages that wait in the queue; none when there is no such queue.</summary>
    public async Task<int> CountMessagesAsync(string queue) => (int)((await InspectAsync(queue))?.MessageCount ?? 0);

    public async Task<bool> QueueExistsAsync(string queue) => await InspectAsync(queue) is not null;

    /// <summary>Waits until the broker has noticed that the consumer of the queue is gone, and has taken its messages back.</summary>
    public async Task WaitUntilUnattendedAsync(string queue)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await InspectAsync(queue))?.ConsumerCount > 0)
            await Task.Delay(20, late.Token);
    }

    public async Task SendAsync(string queue, string message)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            consumerDispatchConcurrency: null));
        var properties = new BasicProperties { Persistent = true };
        await channel.BasicPublishAsync(exchange: "", routingKey: queue, mandatory: true, properties, Encoding.UTF8.GetBytes(message));
    }

    private async Task<QueueDeclareOk?> InspectAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = address }.CreateConnectionAsync();
}
