var queue = args[1];
var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.QueueDeclareAsync(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-queue-type"] = "stream" });
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
    await Task.Yield();
};
var fromTheFirst = new Dictionary<string, object?> { ["x-stream-offset"] = "first" };
await channel.BasicConsumeAsync(queue: queue, autoAck: true, consumerTag: "", noLocal: false, exclusive: false, arguments: fromTheFirst, consumer: consumer);
Console.ReadLine();
