using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

const string replies = "amq.rabbitmq.reply-to";
string[] articles = args.Length > 0 ? args : ["Shirt", "Shoes", "Hat"];

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

var open = articles.Length;
var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
var consumer = new AsyncEventingBasicConsumer(channel);
await channel.BasicConsumeAsync(queue: replies, autoAck: false, consumer: consumer);
consumer.ReceivedAsync += async (_, answer) =>
{
    await Console.Out.WriteLineAsync($"Done: {Encoding.UTF8.GetString(answer.Body.Span)}");
    await channel.BasicAckAsync(answer.DeliveryTag, multiple: false);
    if (Interlocked.Decrement(ref open) == 0)
    {
        answered.TrySetResult();
    }
};

await channel.QueueDeclareAsync(queue: "price_questions", durable: true, exclusive: false, autoDelete: false);
foreach (var article in articles)
{
    var question = new BasicProperties { Persistent = true, ReplyTo = replies, CorrelationId = article };
    await channel.BasicPublishAsync(exchange: "", routingKey: "price_questions", mandatory: false, basicProperties: question, body: Encoding.UTF8.GetBytes(article));
}

await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
