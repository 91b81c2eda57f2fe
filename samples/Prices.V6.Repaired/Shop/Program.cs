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
channel.ConfirmSelect();

using var answered = new CountdownEvent(articles.Length);
var consumer = new EventingBasicConsumer(channel);
consumer.Received += (_, answer) =>
{
    Console.WriteLine($"Done: {Encoding.UTF8.GetString(answer.Body.Span)}");
    answered.Signal();
};
channel.BasicConsume(queue: replies, autoAck: true, consumer: consumer);

channel.QueueDeclare(queue: "price_questions", durable: true, exclusive: false, autoDelete: false, arguments: null);
foreach (var article in articles)
{
    var question = channel.CreateBasicProperties();
    question.Persistent = true;
    question.ReplyTo = replies;
    question.CorrelationId = article;
    channel.BasicPublish(exchange: "", routingKey: "price_questions", mandatory: false, basicProperties: question, body: Encoding.UTF8.GetBytes(article));
}
channel.WaitForConfirmsOrDie(TimeSpan.FromSeconds(5));

answered.Wait(TimeSpan.FromSeconds(30));
