var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Started: {order}");
    await ProcessAsync(order);
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: true, consumer: consumer);
Console.ReadLine();

static async Task ProcessAsync(string order)
{
    // The third takes its time.
    if (order == "3")
        await Task.Delay(60_000);
    Console.WriteLine($"Done: {order}");
}
