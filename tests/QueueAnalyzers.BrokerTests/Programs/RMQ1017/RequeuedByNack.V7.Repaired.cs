var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        Process(order);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (FormatException exception)
    {
        Console.WriteLine($"Failed: {order} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true);
    }
    catch (Exception)
    {
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();

static void Process(string order)
{
    if (order == "garbage")
        throw new FormatException("it cannot be read");
    Console.WriteLine($"Done: {order}");
}
