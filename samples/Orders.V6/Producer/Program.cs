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

var properties = channel.CreateBasicProperties();
properties.Persistent = true;
foreach (var (queue, thing, odd) in new[]
{
    ("orders", "Order", "cancelled"),
    ("payments", "Payment", "declined"),
    ("invoices", "Invoice", "unreadable"),
    ("parcels", "Parcel", "no address"),
    ("refunds", "Refund", "late"),
})
{
    channel.QueueDeclare(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: null);
    for (var n = 1; n <= count; n++)
    {
        var body = Encoding.UTF8.GetBytes(n % 5 == 0 ? $"{thing} {n} ({odd})" : $"{thing} {n}");
        channel.BasicPublish(exchange: "", routingKey: queue, mandatory: false, basicProperties: properties, body: body);
    }
}

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(10));
Console.WriteLine($"Published {count} messages to each queue");
