using System.Text.RegularExpressions;

namespace QueueAnalyzers.PackageTests.Consumers;

/// <summary>A small program with one mistake of each kind. Comments at the ends of its lines say what is to be reported there.</summary>
internal static partial class UnreliableWorker
{
    public const string File = "Program.cs";

    public const string ForClient6 = """
        using System.Text;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        using var connection = new ConnectionFactory().CreateConnection();
        using var channel = connection.CreateModel();

        channel.ExchangeDeclare(exchange: "images", type: ExchangeType.Direct, durable: false); // RMQ2002
        channel.QueueDeclare(queue: "resize", durable: false, exclusive: false, autoDelete: false, arguments: null); // RMQ2001
        channel.QueueBind(queue: "resize", exchange: "images", routingKey: "resize");

        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += (_, delivery) => Console.WriteLine(Encoding.UTF8.GetString(delivery.Body.Span));
        channel.BasicConsume(queue: "resize", autoAck: true, consumer: consumer); // RMQ1001

        channel.BasicPublish(exchange: "images", routingKey: "resize", basicProperties: null, body: "cat.png"u8.ToArray()); // RMQ3001
        Console.ReadLine();
        """;

    public const string ForClient7 = """
        using System.Text;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        await using var connection = await new ConnectionFactory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.ExchangeDeclareAsync(exchange: "images", type: ExchangeType.Direct, durable: false); // RMQ2002
        await channel.QueueDeclareAsync(queue: "resize", durable: false, exclusive: false, autoDelete: false); // RMQ2001
        await channel.QueueBindAsync(queue: "resize", exchange: "images", routingKey: "resize");

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => Console.Out.WriteLineAsync(Encoding.UTF8.GetString(delivery.Body.Span));
        await channel.BasicConsumeAsync(queue: "resize", autoAck: true, consumer: consumer); // RMQ1001

        await channel.BasicPublishAsync(exchange: "images", routingKey: "resize", body: "cat.png"u8.ToArray()); // RMQ3001
        Console.ReadLine();
        """;

    /// <summary>The same names, and nothing of the client.</summary>
    public const string WithoutClient = """
        var channel = new Channel();
        channel.QueueDeclare(queue: "resize", durable: false, exclusive: false, autoDelete: false);
        channel.BasicConsume(queue: "resize", autoAck: true);

        internal sealed class Channel
        {
            public void QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete) =>
                Console.WriteLine((queue, durable, exclusive, autoDelete));

            public void BasicConsume(string queue, bool autoAck) => Console.WriteLine((queue, autoAck));
        }
        """;

    public static IEnumerable<(string Rule, int Line)> MarksOf(string program) =>
        program.Split('\n').SelectMany((text, index) => Mark().Matches(text).Select(mark => (mark.Groups[1].Value, index + 1)));

    [GeneratedRegex(@"// (RMQ\d{4})\r?$")]
    private static partial Regex Mark();
}
