var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);
var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Done: {order}");
    channel.BasicAck(delivery.DeliveryTag, multiple: false);
    if (order != "the last")
        return;

    finished.TrySetResult();
};
channel.BasicConsume(queue: args[1], autoAck: false, consumer: consumer);
finished.Task.Wait();
connection.Close();
Console.WriteLine("Closed");
