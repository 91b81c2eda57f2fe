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
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.QueueDeclare(queue: "audit_documents", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var document = Encoding.UTF8.GetString(delivery.Body.Span);
    Index(document);
    Console.WriteLine($"Done: {document}");
    channel.BasicAck(delivery.DeliveryTag, multiple: true);
};
channel.BasicConsume(queue: "audit_documents", autoAck: false, consumer: consumer);

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

void Index(string document)
{
    Thread.Sleep(timePerDocument);
    File.AppendAllLines("audit.index", [document]);
}
