using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

const string queue = "image_resize_queue_1";
var timePerImage = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 500);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.QueueDeclare(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    if (delivery.Body.IsEmpty)
    {
        Console.WriteLine("Skipped an empty task");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
        return;
    }

    var task = Encoding.UTF8.GetString(delivery.Body.Span);
    Thread.Sleep(timePerImage);
    Console.WriteLine($"Done: {task}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: queue, autoAck: false, consumer: consumer);

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
