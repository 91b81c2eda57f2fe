using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerMessage = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 100);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
using var letters = connection.CreateModel();
letters.ConfirmSelect();
var persistent = letters.CreateBasicProperties();
persistent.Persistent = true;

foreach (var queue in new[] { "orders", "payments", "invoices", "parcels", "refunds", "letters" })
{
    channel.QueueDeclare(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: null);
}

channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);

// A cancelled order needs no work.
var orders = new EventingBasicConsumer(channel);
orders.Received += (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    if (order.EndsWith("(cancelled)"))
    {
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
        return;
    }

    Thread.Sleep(timePerMessage);
    Console.WriteLine($"Done: {order}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: "orders", autoAck: false, consumer: orders);

// A payment must not come twice.
var payments = new EventingBasicConsumer(channel);
payments.Received += (_, delivery) =>
{
    try
    {
        var payment = Encoding.UTF8.GetString(delivery.Body.Span);
        Charge(payment);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        throw;
    }
};
channel.BasicConsume(queue: "payments", autoAck: false, consumer: payments);

// The printer may be out of paper for a moment.
var invoices = new EventingBasicConsumer(channel);
invoices.Received += (_, delivery) =>
{
    var invoice = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        Print(invoice);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {invoice} ({exception.Message})");
        channel.BasicNack(delivery.DeliveryTag, multiple: false, requeue: !delivery.Redelivered);
    }
};
channel.BasicConsume(queue: "invoices", autoAck: false, consumer: invoices);

// One parcel that cannot be sent must not hold up the others.
var parcels = new EventingBasicConsumer(channel);
parcels.Received += (_, delivery) =>
{
    var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        Send(parcel);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {parcel} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
channel.BasicConsume(queue: "parcels", autoAck: false, consumer: parcels);

// The customer hears of a refund, on a channel of its own.
var refunds = new EventingBasicConsumer(channel);
refunds.Received += (_, delivery) =>
{
    try
    {
        var refund = Encoding.UTF8.GetString(delivery.Body.Span);
        letters.BasicPublish(exchange: "", routingKey: "letters", mandatory: false, basicProperties: persistent, body: delivery.Body.ToArray());
        letters.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
        Console.WriteLine($"Done: {refund}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        throw;
    }
};
channel.BasicConsume(queue: "refunds", autoAck: false, consumer: refunds);

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

void Charge(string payment)
{
    Thread.Sleep(timePerMessage);
    if (payment.EndsWith("(declined)"))
    {
        throw new InvalidOperationException("the bank declines it");
    }

    Console.WriteLine($"Done: {payment}");
}

void Print(string invoice)
{
    Thread.Sleep(timePerMessage);
    if (invoice.EndsWith("(unreadable)"))
    {
        throw new FormatException("it cannot be read");
    }

    Console.WriteLine($"Done: {invoice}");
}

void Send(string parcel)
{
    Thread.Sleep(timePerMessage);
    if (parcel.EndsWith("(no address)"))
    {
        throw new InvalidOperationException("there is no address");
    }

    Console.WriteLine($"Done: {parcel}");
}
