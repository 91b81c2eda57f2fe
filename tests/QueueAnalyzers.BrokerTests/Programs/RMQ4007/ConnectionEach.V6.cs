var orders = new Orders(new ConnectionFactory { Uri = new Uri(args[0]) }, args[1]);
Console.WriteLine("Publishing");
for (var order = 1; order <= 200; order++)
    orders.Send($"{order}");
Console.WriteLine("Published");

sealed class Orders(ConnectionFactory factory, string queue)
{
    public void Send(string order)
    {
        using var connection = factory.CreateConnection();
        using var channel = connection.CreateModel();
        channel.ConfirmSelect();
        var properties = channel.CreateBasicProperties();
        properties.Persistent = true;
        channel.BasicPublish(exchange: "", routingKey: queue, basicProperties: properties, body: Encoding.UTF8.GetBytes(order));
        channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
    }
}
