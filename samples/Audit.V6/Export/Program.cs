using System.Text;
using RabbitMQ.Client;

var file = args.Length > 0 ? args[0] : "alarms.log";

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

// Runs every night, and takes what is there.
while (channel.BasicGet(queue: "audit_alarms", autoAck: true) is { } alarm)
{
    var line = Encoding.UTF8.GetString(alarm.Body.Span);
    File.AppendAllLines(file, [line]);
    Console.WriteLine($"Done: {line}");
}
