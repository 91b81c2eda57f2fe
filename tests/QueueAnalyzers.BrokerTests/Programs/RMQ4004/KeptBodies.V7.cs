var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 50, global: false);
var texts = new List<string>();
var bodies = new List<ReadOnlyMemory<byte>>();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    try
    {
        texts.Add(Encoding.UTF8.GetString(delivery.Body.Span));
        bodies.Add(delivery.Body);
        if (bodies.Count == 300)
            Console.WriteLine($"Corrupted: {texts.Zip(bodies).Count(kept => Encoding.UTF8.GetString(kept.Second.Span) != kept.First)}");
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception)
    {
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();
