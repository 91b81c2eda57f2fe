using RabbitMQ.Client;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
using var connection = factory.CreateConnection();

using var tracking = new Tracking(connection);
tracking.Start();
tracking.Announce(["Depot 1", "Depot 2", "Depot 3"]);
Console.WriteLine("Ready");
tracking.Ended.Wait();
