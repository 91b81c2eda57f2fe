using System;
using System.Threading.Tasks;
using RabbitMQ.Client;
using Thumbnails.Worker;

var factory = new ConnectionFactory
{
    Uri = new Uri(Environment.GetEnvironmentVariable("CLOUDAMQP_URL") ?? "amqp://guest:guest@localhost:5672/%2f"),
};
await using var connection = await factory.CreateConnectionAsync();
await using var channel = await connection.CreateChannelAsync();
await ThumbnailWorker.StartAsync(channel);

Console.WriteLine("Ready");
var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopped.TrySetResult();
});
await stopped.Task;
