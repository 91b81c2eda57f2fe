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

channel.ExchangeDeclare(exchange: "billing", type: ExchangeType.Direct, durable: true, autoDelete: false);
channel.QueueDeclare(queue: "invoices", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.QueueBind(queue: "invoices", exchange: "billing", routingKey: "invoice");

// What has not been sent within a minute is billed again.
var properties = channel.CreateBasicProperties();
properties.Persistent = true;
properties.Expiration = "60000";
for (var n = 1; n <= count; n++)
{
    var invoice = Encoding.UTF8.GetBytes($"Invoice {n}");
    channel.BasicPublish(exchange: "billing", routingKey: "invoice", mandatory: true, basicProperties: properties, body: invoice);
}
channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));

Console.WriteLine($"Published {count} invoices");
