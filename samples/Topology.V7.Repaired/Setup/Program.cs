using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

await channel.ExchangeDeclareAsync(exchange: "orders_failed", type: ExchangeType.Fanout, durable: true, autoDelete: false);
await channel.QueueDeclareAsync(queue: "orders_failed", durable: true, exclusive: false, autoDelete: false, arguments: null);
await channel.QueueBindAsync(queue: "orders_failed", exchange: "orders_failed", routingKey: "");

await channel.QueueDeclareAsync(
    queue: "orders",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        [Headers.XDeadLetterExchange] = "orders_failed",
    });

await channel.QueueDeclareAsync(
    queue: "invoices",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
    });

await channel.QueueDeclareAsync(
    queue: "audit",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        ["x-max-length"] = 10_000,
        ["x-overflow"] = "reject-publish",
    });

await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);

Console.WriteLine("Ready");
