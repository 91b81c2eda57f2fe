var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
Start(connection, args[1]);
Console.WriteLine("Ready");
Console.ReadLine();

static void Start(IConnection connection, string queue)
{
    using var channel = connection.CreateModel();
    channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);
    var consumer = new EventingBasicConsumer(channel);
    consumer.Received += (_, delivery) =>
    {
        var order = Encoding.UTF8.GetString(delivery.Body.Span);
        Console.WriteLine($"Done: {order}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    };
    channel.BasicConsume(queue: queue, autoAck: false, consumer: consumer);
}
