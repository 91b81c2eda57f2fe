var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var kind = delivery.BasicProperties.Headers?["kind"];
    if (kind as string == "invoice")
        Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();
