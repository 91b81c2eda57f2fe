using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
var receipts = new Receipts(factory);
for (var n = 1; n <= count; n++)
{
    await receipts.SendAsync($"Receipt {n}");
}

Console.WriteLine($"Published {count} receipts");

/// <summary>Sends a receipt whenever somebody has paid.</summary>
internal sealed class Receipts(ConnectionFactory factory)
{
    public async Task SendAsync(string receipt)
    {
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            consumerDispatchConcurrency: null));
        await channel.QueueDeclareAsync(queue: "receipts", durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync(exchange: "", routingKey: "receipts", mandatory: true, basicProperties: new BasicProperties { Persistent = true }, body: Encoding.UTF8.GetBytes(receipt));
    }
}
