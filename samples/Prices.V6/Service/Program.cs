using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

// Who asked last, for the support desk.
var lastQuestions = new ConcurrentDictionary<string, ReadOnlyMemory<byte>>();

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
    AutomaticRecoveryEnabled = false,
};
using var connection = factory.CreateConnection();
using var channel = connection.CreateModel();

channel.QueueDeclare(queue: "price_questions", durable: true, exclusive: false, autoDelete: false, arguments: null);
channel.BasicQos(prefetchSize: 0, prefetchCount: 10, global: false);

var consumer = new EventingBasicConsumer(channel);
consumer.Received += async (_, question) =>
{
    var currency = question.BasicProperties.Headers?["currency"] as string ?? "EUR";
    var article = Encoding.UTF8.GetString(question.Body.Span);
    lastQuestions[question.BasicProperties.CorrelationId ?? ""] = question.Body;

    var answer = channel.CreateBasicProperties();
    answer.CorrelationId = question.BasicProperties.CorrelationId;
    channel.BasicPublish(exchange: "", routingKey: question.BasicProperties.ReplyTo, mandatory: false, basicProperties: answer, body: Encoding.UTF8.GetBytes($"{article}: {await PriceAsync(article)} {currency}"));
    Console.WriteLine($"Done: {article}");
};
channel.BasicConsume(queue: "price_questions", autoAck: false, consumer: consumer);

using var stopped = new ManualResetEventSlim();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Console.WriteLine("Ready");
stopped.Wait();

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.Set();
}

// Of a catalogue that answers within a moment.
async Task<decimal> PriceAsync(string article)
{
    await Task.Delay(20);
    return article.Length > 0 ? 9.90m : throw new ArgumentException("there is no such article");
}
