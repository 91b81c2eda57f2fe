var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
channel.ChannelShutdownAsync += (_, reason) =>
{
    Console.WriteLine($"Channel closed: {reason.ReplyCode} {reason.ReplyText}");
    return Task.CompletedTask;
};

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += async (_, delivery) =>
{
    var order = Encoding.UTF8.GetString(delivery.Body.Span);
    Console.WriteLine($"Done: {order}");
    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
};
await channel.BasicConsumeAsync(queue: args[1], autoAck: true, consumer: consumer);
Console.ReadLine();
