const int Orders = 20_000;

var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));
var properties = new BasicProperties { Persistent = true };

Console.WriteLine("Publishing");
foreach (var batch in Enumerable.Range(1, Orders).Chunk(500))
    await Task.WhenAll(batch.Select(n => channel.BasicPublishAsync(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes($"order {n}")).AsTask()));

Console.WriteLine("Published");
Console.ReadLine();
