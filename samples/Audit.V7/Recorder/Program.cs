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

await channel.QueueDeclareAsync(
    queue: "audit_events",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        ["x-queue-type"] = "stream",
    });
for (var n = 1; n <= count; n++)
{
    await RecordAsync(exchange: "", routingKey: "audit_events", $"Event {n}");
}

await channel.ExchangeDeclareAsync(exchange: "audit_alarms", type: ExchangeType.Fanout, durable: true, autoDelete: false);
await channel.QueueDeclareAsync(queue: "audit_alarms", durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "audit_alarms", exchange: "audit_alarms", routingKey: "");
await AlarmAsync($"{count} events");

Console.WriteLine($"Published {count} events");

async Task RecordAsync(string exchange, string routingKey, string line) =>
    await channel.BasicPublishAsync(exchange: exchange, routingKey: routingKey, mandatory: true, basicProperties: new BasicProperties { Persistent = true }, body: Encoding.UTF8.GetBytes(line));

// Whoever raises an alarm first declares where it goes.
async Task AlarmAsync(string alarm)
{
    await channel.ExchangeDeclareAsync(exchange: "audit_alarms", type: ExchangeType.Topic, durable: true, autoDelete: false);
    await RecordAsync(exchange: "audit_alarms", routingKey: "", alarm);
}
