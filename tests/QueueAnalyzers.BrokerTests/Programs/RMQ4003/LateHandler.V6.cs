var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);

var consumer = new EventingBasicConsumer(channel);
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
// Whatever takes its time here: the broker delivers meanwhile.
Thread.Sleep(200);
consumer.Received += (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Done: {order}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
Console.ReadLine();
