var queue = args[1];
var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.QueueDeclare(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object> { ["x-queue-type"] = "stream" });
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
};
var fromTheFirst = new Dictionary<string, object> { ["x-stream-offset"] = "first" };
channel.BasicConsume(queue: queue, autoAck: true, consumerTag: "", noLocal: false, exclusive: false, arguments: fromTheFirst, consumer: consumer);
Console.ReadLine();
