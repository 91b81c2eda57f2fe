var factory = new ConnectionFactory { Uri = new Uri(args[0]), DispatchConsumersAsync = true };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.Received += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        await ProcessAsync(order);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception)
    {
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();

static async Task ProcessAsync(string order)
{
    if (order == "garbage")
        throw new FormatException("it cannot be read");
    Console.WriteLine($"Started: {order}");
    await Task.Delay(60_000);
    Console.WriteLine($"Done: {order}");
}
