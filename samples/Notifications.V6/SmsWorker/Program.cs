using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerText = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 200);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.QueueDeclare(queue: "notifications", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var notification = Encoding.UTF8.GetString(delivery.Body.Span);
    Thread.Sleep(timePerText);
    Console.WriteLine($"Done: {notification}");
};
channel.BasicConsume(queue: "notifications", autoAck: true, consumer: consumer);

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
