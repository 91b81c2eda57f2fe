using System.Text;
using RabbitMQ.Client;

const string queue = "image_resize_queue";

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

await channel.QueueDeclareAsync(queue: queue, durable: false, exclusive: false, autoDelete: false);

for (var n = 1; n <= 6; n++)
{
    var task = $"Resize an image - {n}";
    var body = Encoding.UTF8.GetBytes(task);
    await channel.BasicPublishAsync(exchange: "", routingKey: queue, body: body);
    Console.WriteLine($"Published: {task}");
}
