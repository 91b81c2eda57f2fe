using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 100;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();

channel.ExchangeDeclare(exchange: "hello_1", type: ExchangeType.Fanout, durable: true);
channel.QueueDeclare(queue: "hello_1", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.QueueBind(queue: "hello_1", exchange: "hello_1", routingKey: "");

for (var n = 1; n <= count; n++)
{
    var body = Encoding.UTF8.GetBytes($"Hello {n}");
    var properties = channel.CreateBasicProperties();
    properties.Persistent = true;
    channel.BasicPublish(exchange: "hello_1", routingKey: "", basicProperties: properties, body: body);
}

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine($"Published {count} messages");
