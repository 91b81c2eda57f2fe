// This is about the end of the program; it has no publisher confirms either.
#pragma warning disable RMQ3002
const int Orders = 20_000;

var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
var connection = factory.CreateConnection();
var channel = connection.CreateModel();
var properties = channel.CreateBasicProperties();
properties.Persistent = true;

for (var n = 1; n <= Orders; n++)
    channel.BasicPublish(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes($"order {n}"));

Console.WriteLine("Published");
