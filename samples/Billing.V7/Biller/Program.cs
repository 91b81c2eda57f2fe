using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

await channel.ExchangeDeclareAsync(exchange: "billing", type: ExchangeType.Direct, durable: true, autoDelete: false);
await channel.QueueDeclareAsync(queue: "invoices", durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "invoices", exchange: "billing", routingKey: "invoice");

// What has not been sent within a minute is billed again.
var properties = new BasicProperties { Persistent = true, Expiration = "60s" };
for (var n = 1; n <= count; n++)
{
    var invoice = Encoding.UTF8.GetBytes($"Invoice {n}");
    await channel.BasicPublishAsync(exchange: "billing", routingKey: "invoice", mandatory: false, basicProperties: properties, body: invoice);
}

Console.WriteLine($"Published {count} invoices");
