var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 50, global: false);
var kept = new List<(string Text, ReadOnlyMemory<byte> Body)>();

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    try
    {
        kept.Add((Encoding.UTF8.GetString(delivery.Body.Span), delivery.Body.ToArray()));
        if (kept.Count == 300)
            Console.WriteLine($"Corrupted: {kept.Count(order => Encoding.UTF8.GetString(order.Body.Span) != order.Text)}");
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception)
    {
        channel.BasicReject(delivery.DeliveryTag, requeue: !delivery.Redelivered);
    }
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
Console.ReadLine();
