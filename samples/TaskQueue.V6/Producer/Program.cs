using System.Text;
using RabbitMQ.Client;

const string queue = "image_resize_queue";

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();
channel.ConfirmSelect();

channel.QueueDeclare(queue: queue, durable: false, exclusive: false, autoDelete: false, arguments: null);

for (var n = 1; n <= 6; n++)
{
    var body = Encoding.UTF8.GetBytes($"Resize an image - {n}");
    channel.BasicPublish(exchange: "", routingKey: queue, basicProperties: null, body: body);
}

channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));
Console.WriteLine("Published six tasks");
