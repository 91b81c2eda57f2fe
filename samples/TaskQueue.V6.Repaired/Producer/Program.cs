using System.Text;
using RabbitMQ.Client;

const string queue = "image_resize_queue_1";

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();

channel.QueueDeclare(queue: queue, durable: true, exclusive: false, autoDelete: false, arguments: null);

for (var n = 1; n <= 6; n++)
{
    var body = Encoding.UTF8.GetBytes($"Resize an image - {n}");
    var properties = channel.CreateBasicProperties();
    properties.Persistent = true;
    channel.BasicPublish(exchange: "", routingKey: queue, basicProperties: properties, body: body);
}

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine("Published six tasks");
