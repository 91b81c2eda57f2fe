using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerLabel = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 200);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
    DispatchConsumersAsync = true,
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.QueueDeclare(queue: "labels", durable: true, exclusive: false, autoDelete: false, arguments: null);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.Received += async (_, delivery) =>
{
    try
    {
        var label = Encoding.UTF8.GetString(delivery.Body.Span);
        await PrintAsync(label);
        Console.WriteLine($"Done: {label}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {exception.Message}");
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);
channel.BasicConsume(queue: "labels", autoAck: false, consumer: consumer);

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

async Task PrintAsync(string label)
{
    await Task.Delay(timePerLabel);
    if (label.EndsWith("(smudged)"))
    {
        throw new FormatException("it cannot be read");
    }
}
