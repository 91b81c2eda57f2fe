using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

await channel.ExchangeDeclareAsync(exchange: "dead_letters", type: ExchangeType.Fanout, durable: true, autoDelete: false);
await channel.QueueDeclareAsync(queue: "dead_letters", durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "dead_letters", exchange: "dead_letters", routingKey: "");
await channel.QueueDeclareAsync(
    queue: "pickups",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = 5,
        ["x-dead-letter-exchange"] = "dead_letters",
    });
await channel.QueueDeclareAsync(
    queue: "returns",
    durable: true,
    exclusive: false,
    autoDelete: false,
    arguments: new Dictionary<string, object?>
    {
        ["x-queue-type"] = "quorum",
    });
await channel.QueueDeclareAsync(queue: "cancellations", durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?> { ["x-dead-letter-exchange"] = "dead_letters" });
await channel.QueueDeclareAsync(queue: "handovers", durable: true, exclusive: false, autoDelete: false, arguments: null);
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 5, global: false);

// The broker gives up after five attempts.
var pickups = new AsyncEventingBasicConsumer(channel);
pickups.ReceivedAsync += async (_, delivery) =>
{
    var pickup = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await CallCarrierAsync(pickup);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (TimeoutException exception)
    {
        Console.WriteLine($"Failed: {pickup} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {pickup} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false);
    }
};
await channel.BasicConsumeAsync(queue: "pickups", autoAck: false, consumer: pickups);

// What cannot be cancelled has left already.
var cancellations = new AsyncEventingBasicConsumer(channel);
cancellations.ReceivedAsync += async (_, delivery) =>
{
    var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await CallCarrierAsync(parcel);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {parcel} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false);
    }
};
await channel.BasicConsumeAsync(queue: "cancellations", autoAck: false, consumer: cancellations);

// A signature is written down, and that is all.
var handovers = new AsyncEventingBasicConsumer(channel);
handovers.ReceivedAsync += async (_, delivery) =>
{
    try
    {
        var line = Encoding.UTF8.GetString(delivery.Body.Span);
        await File.AppendAllLinesAsync("handovers.log", [line]);
        Console.WriteLine($"Done: {line}");
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        throw;
    }
};
await channel.BasicConsumeAsync(queue: "handovers", autoAck: false, consumer: handovers);

// Here three are enough, and somebody has a look at the rest.
var returns = new AsyncEventingBasicConsumer(channel);
returns.ReceivedAsync += async (_, delivery) =>
{
    var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await CallCarrierAsync(parcel);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {parcel} ({exception.Message})");
        var headers = delivery.BasicProperties.Headers;
        var attempts = headers is not null && headers.TryGetValue("x-delivery-count", out var value) ? Convert.ToInt64(value) : 0;
        if (attempts < 3)
        {
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true);
        }
        else
        {
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false);
        }
    }
};
await channel.BasicConsumeAsync(queue: "returns", autoAck: false, consumer: returns);

var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.WriteLine("Ready");
await stopped.Task;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}

async Task CallCarrierAsync(string parcel)
{
    await Task.Delay(50);
    if (parcel.EndsWith("(busy)"))
    {
        throw new TimeoutException("nobody answers");
    }

    Console.WriteLine($"Done: {parcel}");
}
