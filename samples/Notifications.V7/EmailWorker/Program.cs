using System.Net.Mail;
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

await channel.QueueDeclareAsync(queue: "notifications", durable: true, exclusive: false, autoDelete: false);
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);

channel.ChannelShutdownAsync += (_, reason) =>
{
    if (reason.Initiator == ShutdownInitiator.Peer)
    {
        Console.WriteLine($"Channel closed: {reason.ReplyCode} {reason.ReplyText}");
    }

    return Task.CompletedTask;
};

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var notification = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await SendEmailAsync(notification);
        Console.WriteLine($"Done: {notification}");
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (SmtpException exception)
    {
        Console.WriteLine($"Rejected: {notification} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: true);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        Console.WriteLine($"Failed: {notification} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
await channel.BasicConsumeAsync(queue: "notifications", autoAck: true, consumer: consumer);

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

static async Task SendEmailAsync(string text)
{
    Console.WriteLine($"Trying: {text}");
    await Task.Delay(100);
    throw new SmtpException(SmtpStatusCode.ServiceNotAvailable, "the mail server does not answer");
}
