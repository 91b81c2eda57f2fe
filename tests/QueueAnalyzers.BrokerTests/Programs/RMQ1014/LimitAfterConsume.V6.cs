var factory = new ConnectionFactory { Uri = new Uri(args[0]), DispatchConsumersAsync = true };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.Received += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    await Task.Delay(60_000);
    Console.WriteLine($"Done: {order}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);
Console.ReadLine();
