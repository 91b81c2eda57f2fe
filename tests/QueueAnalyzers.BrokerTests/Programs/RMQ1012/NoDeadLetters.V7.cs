var queue = args[1];
var deadLetters = queue + ".dead";
var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);
await channel.ExchangeDeclareAsync(exchange: "dead-letters", type: ExchangeType.Fanout, durable: true);
await channel.QueueDeclareAsync(queue: deadLetters, durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: deadLetters, exchange: "dead-letters", routingKey: "");
await channel.QueueDeclareAsync(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        Process(order);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {order} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false);
    }
};
await channel.BasicConsumeAsync(queue: queue, autoAck: false, consumer: consumer);
Console.WriteLine("Ready");
Console.ReadLine();

static void Process(string order)
{
    if (order == "garbage")
        throw new FormatException("it cannot be read");
    Console.WriteLine($"Done: {order}");
}
