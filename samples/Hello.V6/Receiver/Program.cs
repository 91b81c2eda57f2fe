using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerMessage = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 500);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.ExchangeDeclare(exchange: "hello", type: ExchangeType.Fanout, durable: false);
channel.QueueDeclare(queue: "hello", durable: false, exclusive: false, autoDelete: false, arguments: null);
channel.QueueBind(queue: "hello", exchange: "hello", routingKey: "");
channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var message = Encoding.UTF8.GetString(delivery.Body.Span);
    Thread.Sleep(timePerMessage);
    Console.WriteLine($"Done: {message}");
};
channel.BasicConsume(queue: "hello", autoAck: true, consumer: consumer);

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
