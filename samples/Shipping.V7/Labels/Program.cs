using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerLabel = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 200);

// Four printers stand side by side.
var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
    ConsumerDispatchConcurrency = 4,
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true));

await channel.QueueDeclareAsync(queue: "labels", durable: true, exclusive: false, autoDelete: false);
await channel.QueueDeclareAsync(queue: "printed", durable: true, exclusive: false, autoDelete: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    try
    {
        var label = Encoding.UTF8.GetString(delivery.Body.Span);
        await PrintAsync(label);
        await channel.BasicPublishAsync(exchange: "", routingKey: "printed", mandatory: true, basicProperties: new BasicProperties { Persistent = true }, body: delivery.Body.ToArray());
        Console.WriteLine($"Done: {label}");
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {exception.Message}");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
};
await channel.BasicConsumeAsync(queue: "labels", autoAck: false, consumer: consumer);

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

async Task PrintAsync(string label)
{
    await Task.Delay(timePerLabel);
    if (label.EndsWith("(smudged)"))
    {
        throw new FormatException("it cannot be read");
    }
}
