using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>Where a publish sends its message, whether that is written as two names, as cached strings or as an address.</summary>
internal sealed class Destination
{
    private readonly QueueCompilation _compilation;
    private readonly IOperation? _address;

    private Destination(QueueCompilation compilation, IOperation? exchange, IOperation? routingKey, IOperation? address)
    {
        _compilation = compilation;
        Exchange = exchange;
        RoutingKey = routingKey;
        _address = address;
    }

    /// <summary>The value that names the exchange, or <see langword="null"/> when it cannot be seen.</summary>
    public IOperation? Exchange { get; }

    /// <summary>The value that is the routing key, or <see langword="null"/> when it cannot be seen.</summary>
    public IOperation? RoutingKey { get; }

    /// <summary>The value that names the queue, when the default exchange takes the message straight to one; otherwise <see langword="null"/>.</summary>
    public IOperation? Queue => _compilation.Constants.Of(Exchange) is { IsKnown: true, Value: null or "" } ? RoutingKey : null;

    /// <summary>Whether the message is the answer to one that was received, or goes to a queue that takes answers.</summary>
    public bool IsReply =>
        _compilation.Queues.IsReplyTo(RoutingKey) || _compilation.Queues.IsReplyTo(_address) || _compilation.Queues.IsReplyQueue(Queue);

    /// <summary>What the message is published to, inside a sentence: <c>queue 'orders'</c>, <c>exchange 'events'</c>, or <c>the exchange</c>.</summary>
    public string Text
    {
        get
        {
            if (_compilation.Constants.Of(Queue).Text is { Length: > 0 } queue)
                return $"queue '{queue}'";
            return _compilation.Constants.Of(Exchange).Text is { Length: > 0 } exchange ? $"exchange '{exchange}'" : "the exchange";
        }
    }

    /// <summary>Reads the destination of a publish.</summary>
    /// <param name="publish">A call of kind <see cref="CallKind.Publish"/> or <see cref="CallKind.AddToBatch"/>.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static Destination Of(ClientCall publish, QueueCompilation compilation)
    {
        if (publish.Argument(ArgumentRole.Address)?.Value is not { } address)
            return new Destination(compilation, NameIn(publish, ArgumentRole.Exchange, compilation), NameIn(publish, ArgumentRole.RoutingKey, compilation), address: null);

        var creation = compilation.Assignments.Resolve(address) as IObjectCreationOperation;
        return new Destination(compilation, ArgumentOf(creation, "exchangeName"), ArgumentOf(creation, "routingKey"), address);
    }

    private static IOperation? NameIn(ClientCall publish, ArgumentRole role, QueueCompilation compilation) =>
        publish.Argument(role) is { Value: var name } ? OutOfCachedString(name, compilation) : null;

    /// <summary>The text that a <c>CachedString</c> of 7.x is made of, any other value as it is.</summary>
    private static IOperation OutOfCachedString(IOperation name, QueueCompilation compilation)
    {
        var origin = compilation.Assignments.Resolve(name);
        if (origin is IFieldReferenceOperation { Field.IsReadOnly: true } field)
            origin = compilation.Assignments.SingleValueOf(field.Field) is { } value ? Operations.WithoutConversions(value) : origin;
        return origin is IObjectCreationOperation { Type.Name: "CachedString" } cached
            && compilation.Client.Declares(cached.Type)
            && cached.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String) is { } text
                ? text.Value
                : name;
    }

    private static IOperation? ArgumentOf(IObjectCreationOperation? creation, string parameter) =>
        creation?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
}
