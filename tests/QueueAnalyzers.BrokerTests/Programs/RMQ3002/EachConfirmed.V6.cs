const int Orders = 20_000;

var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();
var properties = channel.CreateBasicProperties();
properties.Persistent = true;

Console.WriteLine("Publishing");
for (var n = 1; n <= Orders; n++)
{
    channel.BasicPublish(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes($"order {n}"));
    channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
}

Console.WriteLine("Published");
Console.ReadLine();
