using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 100;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

await channel.ExchangeDeclareAsync(exchange: "hello", type: ExchangeType.Fanout, durable: false);
await channel.QueueDeclareAsync(queue: "hello", durable: false, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "hello", exchange: "hello", routingKey: "");

for (var n = 1; n <= count; n++)
{
    var body = Encoding.UTF8.GetBytes($"Hello {n}");
    await channel.BasicPublishAsync(exchange: "hello", routingKey: "", body: body);
}

Console.WriteLine($"Published {count} messages");
