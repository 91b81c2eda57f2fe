var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ModelShutdown += (_, reason) => Console.WriteLine($"Channel closed: {reason.ReplyCode} {reason.ReplyText}");

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Done: {order}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
};
channel.BasicConsume(queue: args[1], autoAck: true, consumer: consumer);
Console.ReadLine();
