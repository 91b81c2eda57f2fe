using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();

var tracking = new Tracking(connection);
await tracking.StartAsync();
Console.WriteLine("Ready");
await tracking.Ended;
