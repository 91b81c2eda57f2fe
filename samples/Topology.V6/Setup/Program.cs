using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.ExchangeDeclare(exchange: "orders_failed", type: ExchangeType.Fanout, durable: true, autoDelete: false);
channel.QueueDeclare(queue: "orders_failed", durable: true, exclusive: false, autoDelete: true, arguments: null);
channel.QueueBind(queue: "orders_failed", exchange: "orders_failed", routingKey: "");

channel.QueueDeclare(
    queue: "orders",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-dead-letter-exhange"] = "orders_failed",
    });

channel.QueueDeclare(
    queue: "invoices",
    durable: true,
    exclusive: false,
    autoDelete: true,
    arguments: new Dictionary<string, object>
    {
        ["x-queue-type"] = "quorum",
    });

channel.QueueDeclare(
    queue: "audit",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-max-length"] = 10_000,
    });

channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: true);

Console.WriteLine("Ready");
