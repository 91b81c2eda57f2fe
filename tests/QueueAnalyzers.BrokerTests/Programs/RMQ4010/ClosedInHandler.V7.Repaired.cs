var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);
var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Done: {order}");
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
    if (order != "the last")
        return;

    finished.TrySetResult();
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: false, consumer: consumer);
await finished.Task;
await connection.CloseAsync();
Console.WriteLine("Closed");
