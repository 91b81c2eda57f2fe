var orders = new Orders(new ConnectionFactory { Uri = new Uri(args[0]) }, args[1]);
Console.WriteLine("Publishing");
for (var order = 1; order <= 200; order++)
    await orders.SendAsync($"{order}");
Console.WriteLine("Published");

sealed class Orders(ConnectionFactory factory, string queue)
{
    public async Task SendAsync(string order)
    {
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync(exchange: "", routingKey: queue, mandatory: true, basicProperties: new BasicProperties { Persistent = true }, body: Encoding.UTF8.GetBytes(order));
    }
}
