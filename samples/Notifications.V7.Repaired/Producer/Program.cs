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

await channel.QueueDeclareAsync(queue: "notifications", durable: true, exclusive: false, autoDelete: false);

var properties = new BasicProperties { Persistent = true };
for (var n = 1; n <= count; n++)
{
    var body = Encoding.UTF8.GetBytes($"Order {n} has shipped");
    await channel.BasicPublishAsync(exchange: "", routingKey: "notifications", mandatory: false, basicProperties: properties, body: body);
}

Console.WriteLine($"Published {count} notifications");
