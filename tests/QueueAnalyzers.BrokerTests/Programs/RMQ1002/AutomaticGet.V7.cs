var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

while (await channel.BasicGetAsync(queue: args[1], autoAck: true) is { } delivery)
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Started: {order}");
    await ProcessAsync(order);
}

static async Task ProcessAsync(string order)
{
    // The third takes its time.
    if (order == "3")
        await Task.Delay(60_000);
    Console.WriteLine($"Done: {order}");
}
