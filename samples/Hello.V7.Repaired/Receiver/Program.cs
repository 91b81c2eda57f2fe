using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerMessage = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 500);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

await channel.ExchangeDeclareAsync(exchange: "hello_1", type: ExchangeType.Fanout, durable: true);
await channel.QueueDeclareAsync(queue: "hello_1", durable: true, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "hello_1", exchange: "hello_1", routingKey: "");
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var message = Encoding.UTF8.GetString(delivery.Body.Span);
    await Task.Delay(timePerMessage);
    Console.WriteLine($"Done: {message}");
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(queue: "hello_1", autoAck: false, consumer: consumer);

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
