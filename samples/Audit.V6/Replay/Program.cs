using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.QueueDeclare(
    queue: "audit_events",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-queue-type"] = "stream",
    });

// A stream keeps its messages: nothing has to be acknowledged.
var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) => Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
channel.BasicConsume(
    queue: "audit_events",
    autoAck: true,
    consumerTag: "",
    noLocal: false,
    exclusive: false,
    arguments: new Dictionary<string, object>
    {
        ["x-stream-offset"] = "first",
    },
    consumer: consumer);

using var stopped = new ManualResetEventSlim();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.WriteLine("Ready");
stopped.Wait();

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.Set();
}
