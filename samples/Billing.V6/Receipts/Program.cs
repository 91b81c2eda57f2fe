using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
var receipts = new Receipts(factory);
for (var n = 1; n <= count; n++)
{
    receipts.Send($"Receipt {n}");
}

Console.WriteLine($"Published {count} receipts");

/// <summary>Sends a receipt whenever somebody has paid.</summary>
internal sealed class Receipts(ConnectionFactory factory)
{
    public void Send(string receipt)
    {
        using var connection = factory.CreateConnection();
        using var channel = connection.CreateModel();
        channel.ConfirmSelect();
        channel.QueueDeclare(queue: "receipts", durable: true, exclusive: false, autoDelete: false, arguments: null);
        var properties = channel.CreateBasicProperties();
        properties.Persistent = true;
        channel.BasicPublish(exchange: "", routingKey: "receipts", mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes(receipt));
        channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
    }
}
