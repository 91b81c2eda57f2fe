using QueueAnalyzers.Options;

namespace QueueAnalyzers.Client;

/// <summary>What an argument is given to.</summary>
internal enum ArgumentHolder
{
    Queue,
    Exchange,
    Consumer,
}

/// <summary>The types of queues, as <c>x-queue-type</c> names them in lower case.</summary>
[Flags]
internal enum QueueTypes
{
    None = 0,
    Classic = 1,
    Quorum = 2,
    Stream = 4,
    All = Classic | Quorum | Stream,
}

/// <summary>What RabbitMQ 4.3 does with an argument that older brokers obeyed.</summary>
internal enum Retirement
{
    /// <summary>It obeys.</summary>
    None,

    /// <summary>It accepts the argument and does nothing with it.</summary>
    Ignored,

    /// <summary>It refuses the declaration: 406, which closes the channel.</summary>
    Refused,

    /// <summary>It refuses the declaration: 541, which closes the connection.</summary>
    ClosesConnection,
}

/// <summary>An argument of a declaration or a consumer that brokers know.</summary>
/// <param name="Name">The key, to the letter: brokers ignore what is written in another way.</param>
/// <param name="Holder">What it is given to.</param>
/// <param name="Types">The types of queues that take it, on the newest RabbitMQ; the others refuse it with 406. For an exchange, all.</param>
/// <param name="Value">The values that RabbitMQ accepts.</param>
internal sealed record KnownArgument(string Name, ArgumentHolder Holder, QueueTypes Types, ArgumentValue Value)
{
    private readonly QueueTypes? _typesBefore4;
    private readonly ArgumentValue? _valueOnLavinMQ;

    /// <summary>The member of the client's class <c>Headers</c> that holds the name, in the newest client; <see langword="null"/> if there is none.</summary>
    public string? Constant { get; init; }

    /// <summary>The first RabbitMQ that knows it. Older ones accept it on every queue, with any value, and ignore it.</summary>
    public Version Since { get; init; } = new(3, 10);

    /// <summary>The types of queues that take it on RabbitMQ 3.x.</summary>
    public QueueTypes TypesBefore4
    {
        get => _typesBefore4 ?? Types;
        init => _typesBefore4 = value;
    }

    /// <summary>What RabbitMQ 4.3 does with it, on a queue that took it before.</summary>
    public Retirement Retirement { get; init; }

    /// <summary>The only values that are retired; empty when all are.</summary>
    public long? RetiredValue { get; init; }

    /// <summary>Whether RabbitMQ accepts a value of the wrong type all the same, and then ignores the argument.</summary>
    public bool IsIgnoredWithWrongType { get; init; }

    /// <summary>The types of queues that take it, or at least do not refuse it, on LavinMQ.</summary>
    public QueueTypes TypesOnLavinMQ { get; init; } = QueueTypes.All;

    /// <summary>The values that LavinMQ accepts.</summary>
    public ArgumentValue ValueOnLavinMQ
    {
        get => _valueOnLavinMQ ?? Value;
        init => _valueOnLavinMQ = value;
    }

    /// <summary>Whether its value is a time in milliseconds.</summary>
    public bool IsDuration { get; init; }

    /// <summary>An argument without which the broker refuses this one.</summary>
    public string? Requires { get; init; }

    /// <summary>Where this is known from.</summary>
    public string Source { get; init; } = "rabbit_amqqueue:declare_args/0 and capabilities/0 of the queue types, 3.10.8 and 4.3.6; LavinMQ 2.9.1 measured";

    /// <summary>The values that a broker accepts.</summary>
    public ArgumentValue ValueOn(Broker broker) => broker == Broker.LavinMQ ? ValueOnLavinMQ : Value;

    /// <summary>Whether RabbitMQ 4.3 no longer obeys the argument with that value.</summary>
    public bool Retires(object? value) =>
        Retirement != Retirement.None && (RetiredValue is not { } retired || (ArgumentValue.Integer.Accepts(value ?? "") && Convert.ToInt64(value) == retired));

    /// <summary>The types of queues on which a broker refuses the argument.</summary>
    public QueueTypes RefusedBy(Broker broker) => QueueTypes.All & ~(broker == Broker.LavinMQ ? TypesOnLavinMQ : Types | TypesBefore4);
}
