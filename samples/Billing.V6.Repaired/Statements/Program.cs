using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 1000;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();
channel.QueueDeclare(queue: "statements", durable: true, exclusive: false, autoDelete: false, arguments: null);

var properties = channel.CreateBasicProperties();
properties.Persistent = true;
for (var n = 1; n <= count; n++)
{
    var statement = Encoding.UTF8.GetBytes($"Statement {n}");
    channel.BasicPublish(exchange: "", routingKey: "statements", mandatory: false, basicProperties: properties, body: statement);
}
channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));

Console.WriteLine($"Published {count} statements");
