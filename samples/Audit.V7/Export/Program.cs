using System.Text;
using RabbitMQ.Client;

var file = args.Length > 0 ? args[0] : "alarms.log";

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();

// Runs every night, and takes what is there.
while (await channel.BasicGetAsync(queue: "audit_alarms", autoAck: true) is { } alarm)
{
    var line = Encoding.UTF8.GetString(alarm.Body.Span);
    await File.AppendAllLinesAsync(file, [line]);
    Console.WriteLine($"Done: {line}");
}
