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

channel.ExchangeDeclare(exchange: "dead_letters", type: ExchangeType.Fanout, durable: true, autoDelete: false);
channel.QueueDeclare(queue: "dead_letters", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.QueueBind(queue: "dead_letters", exchange: "dead_letters", routingKey: "");
channel.QueueDeclare(
    queue: "pickups",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = 5,
        ["x-dead-letter-exchange"] = "dead_letters",
    });
channel.QueueDeclare(
    queue: "returns",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object>
    {
        ["x-queue-type"] = "quorum",
    });
channel.QueueDeclare(queue: "cancellations", durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead_letters" });
channel.QueueDeclare(queue: "handovers", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);

// The broker gives up after five attempts.
var pickups = new EventingBasicConsumer(channel);
pickups.Received += (_, delivery) =>
{
    var pickup = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        CallCarrier(pickup);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (TimeoutException exception)
    {
        Console.WriteLine($"Failed: {pickup} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: true);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {pickup} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: false);
    }
};
channel.BasicConsume(queue: "pickups", autoAck: false, consumer: pickups);

// What cannot be cancelled has left already.
var cancellations = new EventingBasicConsumer(channel);
cancellations.Received += (_, delivery) =>
{
    var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        CallCarrier(parcel);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {parcel} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: false);
    }
};
channel.BasicConsume(queue: "cancellations", autoAck: false, consumer: cancellations);

// A signature is written down, and that is all.
var handovers = new EventingBasicConsumer(channel);
handovers.Received += (_, delivery) =>
{
    try
    {
        var line = Encoding.UTF8.GetString(delivery.Body.Span);
        File.AppendAllLines("handovers.log", [line]);
        Console.WriteLine($"Done: {line}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        throw;
    }
};
channel.BasicConsume(queue: "handovers", autoAck: false, consumer: handovers);

// Here three are enough, and somebody has a look at the rest.
var returns = new EventingBasicConsumer(channel);
returns.Received += (_, delivery) =>
{
    var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        CallCarrier(parcel);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {parcel} ({exception.Message})");
        var headers = delivery.BasicProperties.Headers;
        var attempts = headers is not null && headers.TryGetValue("x-delivery-count", out var value) ? Convert.ToInt64(value) : 0;
        if (attempts < 3)
        {
            channel.BasicReject(delivery.DeliveryTag, requeue: true);
        }
        else
        {
            channel.BasicReject(delivery.DeliveryTag, requeue: false);
        }
    }
};
channel.BasicConsume(queue: "returns", autoAck: false, consumer: returns);

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

void CallCarrier(string parcel)
{
    Thread.Sleep(50);
    if (parcel.EndsWith("(busy)"))
    {
        throw new TimeoutException("nobody answers");
    }

    Console.WriteLine($"Done: {parcel}");
}
