var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    await Task.Delay(1);
    Process(order);
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();

static void Process(string order)
{
    if (order == "garbage")
        throw new FormatException("it cannot be read");
    Console.WriteLine($"Done: {order}");
}
