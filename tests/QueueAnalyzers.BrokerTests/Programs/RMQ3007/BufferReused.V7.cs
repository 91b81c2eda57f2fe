var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));
var properties = new BasicProperties { Persistent = true };

var buffer = new byte[4];
var published = new List<Task>();
for (var n = 1; n <= 1_000; n++)
{
    BitConverter.TryWriteBytes(buffer, n);
    published.Add(channel.BasicPublishAsync(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: buffer).AsTask());
}

await Task.WhenAll(published);
Console.WriteLine("Published");
