using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Measurements;
using QueueAnalyzers.BrokerTests.Samples;
using RabbitMQ.Client;

namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>A mistake on one client and one broker. Either form of the program works on queues of its own.</summary>
internal sealed class Trial(Mistake mistake, Programs programs, string client, string release, Broker broker)
{
    private static int _queues;

    public Broker Broker => broker;

    public VirtualHost Host => broker.DefaultVirtualHost;

    /// <summary>Starts a form of the program on a new, durable queue in which the messages "1", "2" … wait, or others.</summary>
    public async Task<Run> StartAsync(Code code, int messages = 0, IEnumerable<string>? bodies = null, params (string Key, object? Value)[] arguments) =>
        StartOn(await DeclareAsync(bodies ?? Enumerable.Range(1, messages).Select(n => $"{n}"), arguments), code);

    /// <summary>Starts a form of the program on a new, durable queue that the broker has again when it is killed.</summary>
    public async Task<Run> StartOnDiskAsync(Code code)
    {
        var queue = await DeclareAsync([]);
        await broker.WriteDeclarationsAsync();
        return StartOn(queue, code);
    }

    /// <summary>Starts a form of the program, which declares its queue itself.</summary>
    public Run StartWithoutQueue(Code code) => StartOn(NewName(), code);

    public Run StartOn(string queue, Code code) => new(Host, queue, SampleProgram.Start(programs.Assembly(code), Host, Host.Address.ToString(), queue));

    /// <summary>Holds a run of the program to what the documentation says of it.</summary>
    /// <param name="code">The form that was run.</param>
    /// <param name="of">How many messages there were.</param>
    /// <param name="count">How many of them came to harm.</param>
    public void Holds(Code code, int of, int count) => DocumentedMeasurements.Hold(mistake.Program, code, release, client, of, count);

    public string NewName() => $"{mistake.Name}.{Interlocked.Increment(ref _queues)}";

    /// <summary>A queue for what is dead-lettered, and the argument by which another queue says so.</summary>
    public async Task<(string Queue, (string Key, object? Value) Argument)> DeclareDeadLettersAsync()
    {
        var queue = $"{NewName()}.dead";
        await using var session = await Host.OpenAsync();
        (await session.AskAsync(Declare.QueueBehindExchange(queue))).Accepts();
        return (queue, (Headers.XDeadLetterExchange, queue));
    }

    private async Task<string> DeclareAsync(IEnumerable<string> bodies, params (string Key, object? Value)[] arguments)
    {
        var queue = NewName();
        await using var session = await Host.OpenAsync();
        (await session.AskAsync(Declare.Queue(queue, arguments: arguments))).Accepts();
        foreach (var body in bodies)
            await session.SendAsync(queue, body);
        return queue;
    }
}
