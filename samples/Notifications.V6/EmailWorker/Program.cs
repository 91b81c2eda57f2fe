using System.Net.Mail;
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

channel.QueueDeclare(queue: "notifications", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);

channel.ModelShutdown += (_, reason) =>
{
    if (reason.Initiator == ShutdownInitiator.Peer)
    {
        Console.WriteLine($"Channel closed: {reason.ReplyCode} {reason.ReplyText}");
    }
};

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var notification = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        SendEmail(notification);
        Console.WriteLine($"Done: {notification}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (SmtpException exception)
    {
        Console.WriteLine($"Rejected: {notification} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: true);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        Console.WriteLine($"Failed: {notification} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
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

static void SendEmail(string text)
{
    Console.WriteLine($"Trying: {text}");
    Thread.Sleep(100);
    throw new SmtpException(SmtpStatusCode.ServiceNotAvailable, "the mail server does not answer");
}
