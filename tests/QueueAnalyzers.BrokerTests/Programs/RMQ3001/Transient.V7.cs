const int Orders = 20_000;

var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
    publisherConfirmationsEnabled: true,
    publisherConfirmationTrackingEnabled: true,
    consumerDispatchConcurrency: null));

foreach (var batch in Enumerable.Range(1, Orders).Chunk(500))
    await Task.WhenAll(batch.Select(n => channel.BasicPublishAsync(exchange: "", routingKey: args[1], mandatory: false, body: Encoding.UTF8.GetBytes($"order {n}")).AsTask()));

Console.WriteLine("Published");
Console.ReadLine();
