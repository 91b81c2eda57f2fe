var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 50, global: false);
var kept = new List<(string Text, ReadOnlyMemory<byte> Body)>();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    try
    {
        kept.Add((Encoding.UTF8.GetString(delivery.Body.Span), delivery.Body.ToArray()));
        if (kept.Count == 300)
            Console.WriteLine($"Corrupted: {kept.Count(order => Encoding.UTF8.GetString(order.Body.Span) != order.Text)}");
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception)
    {
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();
