using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

var timePerMessage = TimeSpan.FromMilliseconds(args.Length > 0 ? int.Parse(args[0]) : 100);

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await using var letters = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

foreach (var queue in new[] { "orders", "payments", "invoices", "parcels", "refunds", "letters" })
{
    await channel.QueueDeclareAsync(queue: queue, durable: true, exclusive: false, autoDelete: false);
}

await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);

// A cancelled order needs no work.
var orders = new AsyncEventingBasicConsumer(channel);
orders.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    if (order.EndsWith("(cancelled)"))
    {
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        return;
    }

    await Task.Delay(timePerMessage);
    Console.WriteLine($"Done: {order}");
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(queue: "orders", autoAck: false, consumer: orders);

// A payment must not come twice.
var payments = new AsyncEventingBasicConsumer(channel);
payments.ReceivedAsync += async (_, delivery) =>
{
    try
    {
        var payment = Encoding.UTF8.GetString(delivery.Body.Span);
        await ChargeAsync(payment);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        throw;
    }
};
await channel.BasicConsumeAsync(queue: "payments", autoAck: false, consumer: payments);

// The printer may be out of paper for a moment.
var invoices = new AsyncEventingBasicConsumer(channel);
invoices.ReceivedAsync += async (_, delivery) =>
{
    var invoice = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await PrintAsync(invoice);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {invoice} ({exception.Message})");
        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: !delivery.Redelivered);
    }
};
await channel.BasicConsumeAsync(queue: "invoices", autoAck: false, consumer: invoices);

// One parcel that cannot be sent must not hold up the others.
var parcels = new AsyncEventingBasicConsumer(channel);
parcels.ReceivedAsync += async (_, delivery) =>
{
    var parcel = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await SendAsync(parcel);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {parcel} ({exception.Message})");
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
await channel.BasicConsumeAsync(queue: "parcels", autoAck: false, consumer: parcels);

// The customer hears of a refund, on a channel of its own.
var refunds = new AsyncEventingBasicConsumer(channel);
refunds.ReceivedAsync += async (_, delivery) =>
{
    try
    {
        var refund = Encoding.UTF8.GetString(delivery.Body.Span);
        await letters.BasicPublishAsync(exchange: "", routingKey: "letters", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: delivery.Body.ToArray());
        Console.WriteLine($"Done: {refund}");
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception) when (exception is not OperationCanceledException)
    {
        await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: !delivery.Redelivered);
        throw;
    }
};
await channel.BasicConsumeAsync(queue: "refunds", autoAck: false, consumer: refunds);

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

async Task ChargeAsync(string payment)
{
    await Task.Delay(timePerMessage);
    if (payment.EndsWith("(declined)"))
    {
        throw new InvalidOperationException("the bank declines it");
    }

    Console.WriteLine($"Done: {payment}");
}

async Task PrintAsync(string invoice)
{
    await Task.Delay(timePerMessage);
    if (invoice.EndsWith("(unreadable)"))
    {
        throw new FormatException("it cannot be read");
    }

    Console.WriteLine($"Done: {invoice}");
}

async Task SendAsync(string parcel)
{
    await Task.Delay(timePerMessage);
    if (parcel.EndsWith("(no address)"))
    {
        throw new InvalidOperationException("there is no address");
    }

    Console.WriteLine($"Done: {parcel}");
}
