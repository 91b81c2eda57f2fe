var factory = new ConnectionFactory { Uri = new Uri(args[0]), DispatchConsumersAsync = true };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.Received += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Started: {order}");
    await ProcessAsync(order);
};
channel.BasicConsume(queue: args[1], autoAck: true, consumer: consumer);
Console.ReadLine();

static async Task ProcessAsync(string order)
{
    // The third takes its time.
    if (order == "3")
        await Task.Delay(60_000);
    Console.WriteLine($"Done: {order}");
}
