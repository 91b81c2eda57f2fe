using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();
channel.QueueDeclare(queue: "receipts", durable: true, exclusive: false, autoDelete: false, arguments: null);

var receipts = new Receipts(channel);
for (var n = 1; n <= count; n++)
{
    receipts.Send($"Receipt {n}");
}

Console.WriteLine($"Published {count} receipts");

/// <summary>Sends a receipt whenever somebody has paid.</summary>
internal sealed class Receipts(IModel channel)
{
    public void Send(string receipt)
    {
        var properties = channel.CreateBasicProperties();
        properties.Persistent = true;
        channel.BasicPublish(exchange: "", routingKey: "receipts", mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes(receipt));
        channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
    }
}
