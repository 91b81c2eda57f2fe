using var orders = new Orders(new ConnectionFactory { Uri = new Uri(args[0]) }, args[1]);
Console.WriteLine("Publishing");
for (var order = 1; order <= 200; order++)
    orders.Send($"{order}");
Console.WriteLine("Published");

sealed class Orders : IDisposable
{
    private readonly IConnection _connection;
    private readonly IModel _channel;
    private readonly string _queue;

    public Orders(ConnectionFactory factory, string queue)
    {
        _connection = factory.CreateConnection();
        _channel = _connection.CreateModel();
        _channel.ConfirmSelect();
        _queue = queue;
    }

    public void Send(string order)
    {
        var properties = _channel.CreateBasicProperties();
        properties.Persistent = true;
        _channel.BasicPublish(exchange: "", routingKey: _queue, basicProperties: properties, body: Encoding.UTF8.GetBytes(order));
        _channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
    }

    public void Dispose()
    {
        _channel.Dispose();
        _connection.Dispose();
    }
}
