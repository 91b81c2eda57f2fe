// Returned messages are what this is about.
#pragma warning disable RMQ3002, RMQ3003
var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: false,
    consumerDispatchConcurrency: null));
var properties = new BasicProperties { Persistent = true };

for (var n = 1; n <= 10; n++)
    await channel.BasicPublishAsync(exchange: "", routingKey: "nobody " + args[1], mandatory: true, basicProperties: properties, body: Encoding.UTF8.GetBytes($"order {n}"));

Console.WriteLine("Published");
