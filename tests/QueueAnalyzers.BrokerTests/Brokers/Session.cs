using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>A connection with one channel that confirms what is published on it, and that does not come back once it is closed.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly IConnection _connection;

    private Session(IConnection connection, IChannel channel)
    {
        _connection = connection;
        Channel = channel;
    }

    public IChannel Channel { get; }

    public bool IsConnected => _connection.IsOpen;

    public static async Task<Session> OpenAsync(Uri address)
    {
        var factory = new ConnectionFactory { Uri = address, AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync();
        return new Session(connection, await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            consumerDispatchConcurrency: null)));
    }

    public Task<IChannel> OpenChannelAsync() => _connection.CreateChannelAsync();

    /// <summary>Waits until the client has heard that the channel is closed.</summary>
    public static async Task WaitUntilClosedAsync(IChannel channel)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (channel.IsOpen)
            await Task.Delay(20, late.Token);
    }

    public async Task<Answer> AskAsync(Func<IChannel, Task> request)
    {
        try
        {
            await request(Channel);
            return Answer.Accepted;
        }
        catch (OperationInterruptedException exception)
        {
            return Answer.Refused(exception.ShutdownReason!, IsConnected);
        }
    }

    /// <summary>Publishes persistent messages, each confirmed before the next, and returns how many the broker took.</summary>
    public async Task<int> PublishAsync(string exchange, string routingKey, int messages)
    {
        var taken = 0;
        for (var n = 1; n <= messages; n++)
        {
            try
            {
                await PublishAsync(exchange, routingKey, $"{n}");
                taken++;
            }
            catch (PublishException)
            {
                // The broker refused this one.
            }
        }

        return taken;
    }

    /// <summary>Sends a message straight to a queue, which confirms it.</summary>
    public Task SendAsync(string queue, string message, params (string Key, object? Value)[] headers) => PublishAsync("", queue, message, headers);

    /// <summary>The message at the head of the queue, which stays there.</summary>
    public async Task<string?> FirstAsync(string queue)
    {
        if (await Channel.BasicGetAsync(queue, autoAck: false) is not { } message)
            return null;
        var text = Encoding.UTF8.GetString(message.Body.Span);
        await Channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true);
        return text;
    }

    /// <summary>Takes what waits in the queue and rejects it for good.</summary>
    public async Task RejectAllAsync(string queue)
    {
        while (await Channel.BasicGetAsync(queue, autoAck: false) is { } message)
            await Channel.BasicRejectAsync(message.DeliveryTag, requeue: false);
    }

    /// <summary>Takes what waits in the queue out of it.</summary>
    public async Task<IReadOnlyList<byte[]>> DrainAsync(string queue)
    {
        var bodies = new List<byte[]>();
        while (await Channel.BasicGetAsync(queue, autoAck: true) is { } message)
            bodies.Add(message.Body.ToArray());
        return bodies;
    }

    /// <summary>Takes a request from the queue and replies to it.</summary>
    public async Task ReplyAsync(string queue, string message)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        BasicGetResult? request;
        while ((request = await Channel.BasicGetAsync(queue, autoAck: true)) is null)
            await Task.Delay(20, late.Token);
        await PublishAsync("", request.BasicProperties.ReplyTo!, message);
    }

    private async Task PublishAsync(string exchange, string routingKey, string message, params (string Key, object? Value)[] headers)
    {
        var properties = new BasicProperties { Persistent = true, Headers = headers.ToDictionary(header => header.Key, header => header.Value) };
        await Channel.BasicPublishAsync(exchange, routingKey, mandatory: false, properties, Encoding.UTF8.GetBytes(message));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
