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

await channel.ExchangeDeclareAsync(exchange: "hello", type: ExchangeType.Fanout, durable: false);
await channel.QueueDeclareAsync(queue: "hello", durable: false, exclusive: false, autoDelete: false);
await channel.QueueBindAsync(queue: "hello", exchange: "hello", routingKey: "");
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var message = Encoding.UTF8.GetString(delivery.Body.Span);
    await Task.Delay(timePerMessage);
    Console.WriteLine($"Done: {message}");
};
await channel.BasicConsumeAsync(queue: "hello", autoAck: true, consumer: consumer);

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
