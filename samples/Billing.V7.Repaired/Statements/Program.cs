using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 1000;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));
await channel.QueueDeclareAsync(queue: "statements", durable: true, exclusive: false, autoDelete: false);
await channel.QueueDeclareAsync(queue: "archive", durable: true, exclusive: false, autoDelete: false);

var properties = new BasicProperties { Persistent = true };
var buffer = new byte[256];
var statements = new List<Task>();
for (var n = 1; n <= count; n++)
{
    var length = Encoding.UTF8.GetBytes($"Statement {n}", buffer);
    statements.Add(channel.BasicPublishAsync(exchange: "", routingKey: "statements", mandatory: true, basicProperties: properties, body: buffer.AsMemory(0, length).ToArray()).AsTask());
}

await Task.WhenAll(statements);

// The archive is in no hurry.
var summary = Encoding.UTF8.GetBytes($"{count} statements");
await channel.BasicPublishAsync(exchange: "", routingKey: "archive", mandatory: true, basicProperties: properties, body: summary);

Console.WriteLine($"Published {count} statements");
