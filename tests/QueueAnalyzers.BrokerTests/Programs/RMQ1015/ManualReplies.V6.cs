var factory = new ConnectionFactory { Uri = new Uri(args[0]) };
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();

var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, delivery) => Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
channel.BasicConsume(queue: "amq.rabbitmq.reply-to", autoAck: false, consumer: consumer);

var properties = channel.CreateBasicProperties();
properties.Persistent = true;
properties.ReplyTo = "amq.rabbitmq.reply-to";
channel.BasicPublish(exchange: "", routingKey: args[1], basicProperties: properties, body: Encoding.UTF8.GetBytes("question"));
channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.ReadLine();
