using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

/// <summary>Follows the parcels of a day, until the depots close.</summary>
internal sealed class Tracking(IConnection connection) : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IModel? _channel;

    /// <summary>Whoever waits for it closes the connection: a handler cannot.</summary>
    public Task Ended => _ended.Task;

    public void Start()
    {
        _channel = connection.CreateModel();
        _channel.QueueDeclare(queue: "tracking", durable: true, exclusive: false, autoDelete: false, arguments: null);
        _channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);

        var consumer = new EventingBasicConsumer(_channel);
        consumer.Received += Follow;
        _channel.BasicConsume(queue: "tracking", autoAck: false, consumer: consumer);
    }

    /// <summary>Tells all depots that somebody listens.</summary>
    public void Announce(IEnumerable<string> depots)
    {
        using var channel = connection.CreateModel();
        channel.ConfirmSelect();
        channel.ExchangeDeclare(exchange: "depots", type: ExchangeType.Topic, durable: true, autoDelete: false);
        var properties = channel.CreateBasicProperties();
        properties.Persistent = true;
        foreach (var depot in depots)
        {
            channel.BasicPublish(exchange: "depots", routingKey: depot, mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes("open"));
        }

        channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _channel?.Dispose();

    private void Follow(object? sender, BasicDeliverEventArgs delivery)
    {
        var channel = ((EventingBasicConsumer)sender!).Model;
        var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
        try
        {
            File.AppendAllLines("tracking.log", [parcel]);
            Console.WriteLine($"Done: {parcel}");
            channel.BasicAck(delivery.DeliveryTag, multiple: false);
        }
        catch (Exception exception)
        {
            Console.WriteLine($"Failed: {exception.Message}");
            channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        }

        if (parcel == "closing time")
        {
            _ended.TrySetResult();
        }
    }
}
