using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();

channel.QueueDeclare(queue: "notifications", durable: true, exclusive: false, autoDelete: false, arguments: null);

var properties = channel.CreateBasicProperties();
properties.Persistent = true;
for (var n = 1; n <= count; n++)
{
    var body = Encoding.UTF8.GetBytes($"Order {n} has shipped");
    channel.BasicPublish(exchange: "", routingKey: "notifications", basicProperties: properties, body: body);
}

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine($"Published {count} notifications");
