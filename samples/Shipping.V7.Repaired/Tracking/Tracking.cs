using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

/// <summary>Follows the parcels of a day, until the depot closes.</summary>
internal sealed class Tracking(IConnection connection) : IAsyncDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChannel? _channel;

    /// <summary>Whoever waits for it closes the connection: a handler cannot.</summary>
    public Task Ended => _ended.Task;

    public async Task StartAsync()
    {
        _channel = await connection.CreateChannelAsync();
        await _channel.QueueDeclareAsync(queue: "tracking", durable: true, exclusive: false, autoDelete: false);
        await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);

        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += FollowAsync;
        await _channel.BasicConsumeAsync(queue: "tracking", autoAck: false, consumer: consumer);
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is not null)
        {
            await _channel.DisposeAsync();
        }
    }

    private async Task FollowAsync(object sender, BasicDeliverEventArgs delivery)
    {
        var channel = ((AsyncEventingBasicConsumer)sender).Channel;
        var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
        try
        {
            await File.AppendAllLinesAsync("tracking.log", [parcel]);
            Console.WriteLine($"Done: {parcel}");
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        }
        catch (Exception exception)
        {
            Console.WriteLine($"Failed: {exception.Message}");
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        }

        if (parcel == "closing time")
        {
            _ended.TrySetResult();
        }
    }
}
