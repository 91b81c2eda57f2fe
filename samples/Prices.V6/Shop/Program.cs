using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

const string replies = "amq.rabbitmq.reply-to";
string[] articles = args.Length > 0 ? args : ["Shirt", "Shoes", "Hat"];

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

using var answered = new CountdownEvent(articles.Length);
var consumer = new EventingBasicConsumer(channel);
channel.BasicConsume(queue: replies, autoAck: false, consumer: consumer);
consumer.Received += (_, answer) =>
{
    Console.WriteLine($"Done: {Encoding.UTF8.GetString(answer.Body.Span)}");
    channel.BasicAck(answer.DeliveryTag, multiple: false);
    answered.Signal();
};

channel.QueueDeclare(queue: "price_questions", durable: true, exclusive: false, autoDelete: false, arguments: null);
foreach (var article in articles)
{
    var question = channel.CreateBasicProperties();
    question.Persistent = true;
    question.ReplyTo = replies;
    question.CorrelationId = article;
    channel.BasicPublish(exchange: "", routingKey: "price_questions", mandatory: false, basicProperties: question, body: Encoding.UTF8.GetBytes(article));
}

answered.Wait(TimeSpan.FromSeconds(30));
