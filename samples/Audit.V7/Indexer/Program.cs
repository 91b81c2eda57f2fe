using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerDocument = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 100);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
    ConsumerDispatchConcurrency = 5,
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

await channel.QueueDeclareAsync(queue: "audit_documents", durable: true, exclusive: false, autoDelete: false);
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 5, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var document = Encoding.UTF8.GetString(delivery.Body.Span);
    await IndexAsync(document);
    Console.WriteLine($"Done: {document}");
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: true);
};
await channel.BasicConsumeAsync(queue: "audit_documents", autoAck: false, consumer: consumer);

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

async Task IndexAsync(string document)
{
    await Task.Delay(timePerDocument);
    await File.AppendAllLinesAsync("audit.index", [document]);
}
