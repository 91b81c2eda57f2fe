using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

/// <summary>Follows the parcels of a day, until the depots close.</summary>
internal sealed class Tracking(IConnection connection)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ended => _ended.Task;

    public void Start()
    {
        using var channel = connection.CreateModel();
        channel.QueueDeclare(queue: "tracking", durable: true, exclusive: false, autoDelete: false, arguments: null);
        channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);

        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += Follow;
        channel.BasicConsume(queue: "tracking", autoAck: false, consumer: consumer);
    }

    /// <summary>Tells all depots at once that somebody listens.</summary>
    public void Announce(IEnumerable<string> depots)
    {
        using var channel = connection.CreateModel();
        channel.ConfirmSelect();
        channel.ExchangeDeclare(exchange: "depots", type: ExchangeType.Topic, durable: true, autoDelete: false);
        var properties = channel.CreateBasicProperties();
        properties.Persistent = true;
        Parallel.ForEach(depots, depot => channel.BasicPublish(exchange: "depots", routingKey: depot, mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes("open")));
        channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
    }

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
            connection.Close();
            _ended.TrySetResult();
        }
    }
}
