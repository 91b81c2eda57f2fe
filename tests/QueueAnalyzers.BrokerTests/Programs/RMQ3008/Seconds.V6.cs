var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();
var properties = channel.CreateBasicProperties();
properties.Persistent = true;
properties.Expiration = "60s";

channel.BasicPublish(exchange: "", routingKey: args[1], mandatory: false, basicProperties: properties, body: Encoding.UTF8.GetBytes("quote"));
channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine("Published");
