using System;
using System.Text;
using RabbitMQ.Client;
using Thumbnails.Contracts;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

await channel.QueueDeclareAsync(Queues.Thumbnails, durable: false, exclusive: false, autoDelete: false);

for (var n = 1; n <= 20; n++)
{
    var image = $"image {n}";
    await channel.BasicPublishAsync(exchange: "", routingKey: Queues.Thumbnails, mandatory: true, body: Encoding.UTF8.GetBytes(image));
    Console.WriteLine($"Published: {image}");
}
