var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();
channel.BasicReturn += (_, returned) => Console.WriteLine($"Returned: {returned.ReplyCode} {returned.ReplyText}");
var properties = channel.CreateBasicProperties();
properties.Persistent = true;

for (var n = 1; n <= 10; n++)
    channel.BasicPublish(exchange: "", routingKey: "nobody " + args[1], mandatory: true, basicProperties: properties, body: Encoding.UTF8.GetBytes($"order {n}"));
channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));

Console.WriteLine("Published");
