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

await channel.ExchangeDeclareAsync(exchange: "hello_1", type: ExchangeType.Fanout, durable: true);
await channel.QueueDeclareAsync(queue: "hello_1", durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "hello_1", exchange: "hello_1", routingKey: "");

for (var n = 1; n <= count; n++)
{
    var body = Encoding.UTF8.GetBytes($"Hello {n}");
    await channel.BasicPublishAsync(exchange: "hello_1", routingKey: "", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body);
}

Console.WriteLine($"Published {count} messages");
