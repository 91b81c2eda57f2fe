var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Started: {order}");
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    await ProcessAsync(order);
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();

static async Task ProcessAsync(string order)
{
    // The third takes its time.
    if (int.Parse(order) == 3)
        await Task.Delay(60_000);
    Console.WriteLine($"Done: {order}");
}
