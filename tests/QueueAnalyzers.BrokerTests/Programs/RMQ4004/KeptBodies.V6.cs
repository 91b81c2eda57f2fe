var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 50, global: false);
var texts = new List<string>();
var bodies = new List<ReadOnlyMemory<byte>>();

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    try
    {
        texts.Add(Encoding.UTF8.GetString(delivery.Body.Span));
        bodies.Add(delivery.Body);
        if (bodies.Count == 300)
            Console.WriteLine($"Corrupted: {texts.Zip(bodies).Count(kept => Encoding.UTF8.GetString(kept.Second.Span) != kept.First)}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception)
    {
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();
