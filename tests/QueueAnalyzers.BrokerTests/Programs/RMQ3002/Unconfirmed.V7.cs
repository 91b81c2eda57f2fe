const int Orders = 20_000;

var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
var properties = new BasicProperties { Persistent = true };

Console.WriteLine("Publishing");
for (var n = 1; n <= Orders; n++)
    await channel.BasicPublishAsync(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes($"order {n}"));

Console.WriteLine("Published");
Console.ReadLine();
