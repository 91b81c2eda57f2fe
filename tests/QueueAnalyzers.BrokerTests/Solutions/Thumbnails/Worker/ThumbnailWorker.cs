using System;
using System.Text;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Thumbnails.Contracts;

namespace Thumbnails.Worker;

internal static class ThumbnailWorker
{
    private const string Queue = Queues.Thumbnails;

    public static async Task StartAsync(IChannel channel)
    {
        await channel.QueueDeclareAsync(queue: Queue, durable: false, exclusive: false, autoDelete: false, arguments: null);
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 10, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Console.WriteLine($"Done: {Encoding.UTF8.GetString(delivery.Body.Span)}");
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer: consumer);
    }
}
