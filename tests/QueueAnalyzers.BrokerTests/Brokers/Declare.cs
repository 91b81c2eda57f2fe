using RabbitMQ.Client;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>Requests to declare something. It is durable and shared unless something else is said.</summary>
internal static class Declare
{
    public static Func<IChannel, Task> Queue(
        string name, bool durable = true, bool exclusive = false, bool autoDelete = false, bool noWait = false, params (string Key, object? Value)[] arguments) =>
        channel => channel.QueueDeclareAsync(name, durable, exclusive, autoDelete, Table(arguments), passive: false, noWait);

    public static Func<IChannel, Task> Exchange(string name, string type = ExchangeType.Fanout, bool durable = true, params (string Key, object? Value)[] arguments) =>
        channel => channel.ExchangeDeclareAsync(name, type, durable, autoDelete: false, Table(arguments));

    /// <summary>A queue that gets everything that is published to a fanout exchange of the same name.</summary>
    public static Func<IChannel, Task> QueueBehindExchange(string name) => async channel =>
    {
        await Exchange(name)(channel);
        await Queue(name)(channel);
        await channel.QueueBindAsync(name, name, "");
    };

    private static Dictionary<string, object?> Table((string Key, object? Value)[] arguments) => arguments.ToDictionary(argument => argument.Key, argument => argument.Value);
}
