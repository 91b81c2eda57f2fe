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

channel.ExchangeDeclare(exchange: "hello", type: ExchangeType.Fanout, durable: false);
channel.QueueDeclare(queue: "hello", durable: false, exclusive: false, autoDelete: false, arguments: null);
channel.QueueBind(queue: "hello", exchange: "hello", routingKey: "");

for (var n = 1; n <= count; n++)
{
    var body = Encoding.UTF8.GetBytes($"Hello {n}");
    channel.BasicPublish(exchange: "hello", routingKey: "", basicProperties: null, body: body);
}

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine($"Published {count} messages");
