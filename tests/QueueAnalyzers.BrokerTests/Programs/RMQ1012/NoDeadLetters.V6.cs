var queue = args[1];
var deadLetters = queue + ".dead";
var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);
channel.ExchangeDeclare(exchange: "dead-letters", type: ExchangeType.Fanout, durable: true);
channel.QueueDeclare(queue: deadLetters, durable: true, exclusive: false, autoDelete: false);
channel.QueueBind(queue: deadLetters, exchange: "dead-letters", routingKey: "");
channel.QueueDeclare(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object> { ["x-queue-type"] = "quorum" });

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    try
    {
        Process(order);
        channel.BasicAck(delivery.DeliveryTag, multiple: false);
    }
    catch (Exception exception)
    {
        Console.WriteLine($"Failed: {order} ({exception.Message})");
        channel.BasicReject(delivery.DeliveryTag, requeue: false);
    }
};
channel.BasicConsume(queue: queue, autoAck: false, consumer: consumer);
Console.WriteLine("Ready");
Console.ReadLine();

static void Process(string order)
{
    if (order == "garbage")
        throw new FormatException("it cannot be read");
    Console.WriteLine($"Done: {order}");
}
