var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 5, global: false);
using var replies = connection.CreateModel();
replies.ModelShutdown += (_, reason) => Console.WriteLine($"Channel closed: {reason.ReplyCode} {reason.ReplyText}");

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Done: {order}");
    replies.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();
