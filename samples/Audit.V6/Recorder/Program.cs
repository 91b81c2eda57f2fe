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
var persistent = channel.CreateBasicProperties();
persistent.Persistent = true;

channel.QueueDeclare(
    queue: "audit_events",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-queue-type"] = "stream",
    });
for (var n = 1; n <= count; n++)
{
    Record(exchange: "", routingKey: "audit_events", $"Event {n}");
}

channel.ExchangeDeclare(exchange: "audit_alarms", type: ExchangeType.Fanout, durable: true, autoDelete: false);
channel.QueueDeclare(queue: "audit_alarms", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.QueueBind(queue: "audit_alarms", exchange: "audit_alarms", routingKey: "");
Alarm($"{count} events");

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine($"Published {count} events");

void Record(string exchange, string routingKey, string line) =>
    channel.BasicPublish(exchange: exchange, routingKey: routingKey, mandatory: false, basicProperties: persistent, body: Encoding.UTF8.GetBytes(line));

// Whoever raises an alarm first declares where it goes.
void Alarm(string alarm)
{
    channel.ExchangeDeclare(exchange: "audit_alarms", type: ExchangeType.Topic, durable: true, autoDelete: false);
    Record(exchange: "audit_alarms", routingKey: "", alarm);
}
