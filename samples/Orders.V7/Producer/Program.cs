using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

var properties = new BasicProperties { Persistent = true };
foreach (var (queue, thing, odd) in new[]
{
    ("orders", "Order", "cancelled"),
    ("payments", "Payment", "declined"),
    ("invoices", "Invoice", "unreadable"),
    ("parcels", "Parcel", "no address"),
    ("refunds", "Refund", "late"),
})
{
    await channel.QueueDeclareAsync(queue: queue, durable: true, exclusive: false, autoDelete: false);
    for (var n = 1; n <= count; n++)
    {
        var body = Encoding.UTF8.GetBytes(n % 5 == 0 ? $"{thing} {n} ({odd})" : $"{thing} {n}");
        await channel.BasicPublishAsync(exchange: "", routingKey: queue, mandatory: false, basicProperties: properties, body: body);
    }
}

Console.WriteLine($"Published {count} messages to each queue");
