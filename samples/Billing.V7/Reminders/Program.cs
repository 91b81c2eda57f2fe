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
    publisherConfirmationTrackingEnabled: false,
    consumerDispatchConcurrency: null));

await channel.QueueDeclareAsync(
    queue: "reminders",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        ["x-max-length"] = 5,
        ["x-overflow"] = "reject-publish",
    });

var properties = new BasicProperties { Persistent = true };
for (var n = 1; n <= count; n++)
{
    var reminder = Encoding.UTF8.GetBytes($"Reminder {n}");
    await channel.BasicPublishAsync(exchange: "", routingKey: "reminders", mandatory: true, basicProperties: properties, body: reminder);
}

Console.WriteLine($"Published {count} reminders");
