var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

var consumer = new AsyncEventingBasicConsumer(channel);
consumer.ReceivedAsync += (_, delivery) =>
{
    Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
    return Task.CompletedTask;
};
await channel.BasicConsumeAsync(queue: "amq.rabbitmq.reply-to", autoAck: true, consumer: consumer);

var properties = new BasicProperties { Persistent = true, ReplyTo = "amq.rabbitmq.reply-to" };
await channel.BasicPublishAsync(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes("question"));
Console.ReadLine();
