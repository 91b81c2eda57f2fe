using System.Text;
using RabbitMQ.Client;

var count = args.Length > 0 ? int.Parse(args[0]) : 10;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicReturn += (_, returned) => Console.WriteLine($"Returned: {returned.ReplyCode} {returned.ReplyText}, exchange '{returned.Exchange}', routing key '{returned.RoutingKey}'");
channel.ConfirmSelect();

channel.QueueDeclare(
    queue: "reminders",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-max-length"] = 5,
        ["x-overflow"] = "reject-publish",
    });

var properties = channel.CreateBasicProperties();
properties.Persistent = true;
for (var n = 1; n <= count; n++)
{
    var reminder = Encoding.UTF8.GetBytes($"Reminder {n}");
    channel.BasicPublish(exchange: "", routingKey: "reminders", mandatory: true, basicProperties: properties, body: reminder);
}

channel.WaitForConfirmsOrDie();
Console.WriteLine($"Published {count} reminders");
