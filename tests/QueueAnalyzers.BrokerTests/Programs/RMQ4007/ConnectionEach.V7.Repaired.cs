await using var orders = await Orders.OpenAsync(new ConnectionFactory { Uri = new Uri(args[0]) }, args[1]);
Console.WriteLine("Publishing");
for (var order = 1; order <= 200; order++)
    await orders.SendAsync($"{order}");
Console.WriteLine("Published");

sealed class Orders : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;

    private Orders(IConnection connection, IChannel channel, string queue) => (_connection, _channel, _queue) = (connection, channel, queue);

    public static async Task<Orders> OpenAsync(ConnectionFactory factory, string queue)
    {
        var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return new Orders(connection, channel, queue);
    }

    public async Task SendAsync(string order) =>
        await _channel.BasicPublishAsync(exchange: "", routingKey: _queue, mandatory: true, basicProperties: new BasicProperties { Persistent = true }, body: Encoding.UTF8.GetBytes(order));

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
