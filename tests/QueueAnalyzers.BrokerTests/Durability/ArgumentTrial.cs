using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.Client;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>One value of one known argument, put to a broker.</summary>
/// <param name="Argument">The row of the table.</param>
/// <param name="Type">The type of the queue that gets it, or that the consumer reads from.</param>
/// <param name="Value">The value.</param>
/// <param name="IsAlone">Whether an argument that this one requires is left out.</param>
internal sealed record ArgumentTrial(KnownArgument Argument, QueueTypes Type, object Value, bool IsAlone = false)
{
    private const string Name = "trial";
    private const int PreconditionFailed = 406;
    private const int InternalError = 541;

    /// <summary>What the table has to be tried with: values that it says are accepted and values that it says are not, on each type of queue.</summary>
    public static IEnumerable<ArgumentTrial> Of(KnownArgument argument)
    {
        foreach (var type in TypesFor(argument))
        {
            var isTaken = (argument.Types | argument.TypesBefore4).HasFlag(type);
            foreach (var value in Values(argument.Value).Take(isTaken ? int.MaxValue : 1))
                yield return new ArgumentTrial(argument, type, value);
            if (argument.Requires is not null)
                yield return new ArgumentTrial(argument, type, argument.Value.Example, IsAlone: true);
        }
    }

    /// <summary>The code with which the table says that a broker refuses this; none if it is accepted.</summary>
    public int? RefusalOn(string release)
    {
        if (new Version(release) < Argument.Since)
            return null;
        if (!TypesOn(release).HasFlag(Type))
            return PreconditionFailed;
        if (release == Releases.V4 && Argument.Retirement != Retirement.None && (Argument.RetiredValue is not { } retired || retired.Equals(Value)))
        {
            return Argument.Retirement switch
            {
                Retirement.Refused => PreconditionFailed,
                Retirement.ClosesConnection => InternalError,
                _ => null,
            };
        }

        return IsAlone || !(AcceptsOn(release) || (Argument.IsIgnoredWithWrongType && IsOfOtherKind)) ? PreconditionFailed : null;
    }

    /// <summary>Whether the broker says what the table says, and means this argument.</summary>
    public bool IsAsExpected(Answer answer, string release) => RefusalOn(release) is { } code
        ? answer.Code == code && answer.IsConnected == (code == PreconditionFailed) && IsNamedIn(answer.Text)
        : answer.IsAccepted;

    public async Task<Answer> RunAsync(VirtualHost host)
    {
        await using var session = await host.OpenAsync();
        var answer = await session.AskAsync(Argument.Holder switch
        {
            ArgumentHolder.Queue => Declare.Queue(Name, arguments: [.. QueueType, .. Required, (Argument.Name, Value)]),
            ArgumentHolder.Exchange => Declare.Exchange(Name, arguments: (Argument.Name, Value)),
            _ => ConsumeAsync,
        });
        await using var cleaner = await host.OpenAsync();
        await cleaner.Channel.QueueDeleteAsync(Name, ifUnused: false, ifEmpty: false);
        await cleaner.Channel.ExchangeDeleteAsync(Name);
        return answer;
    }

    public override string ToString() => $"{Argument.Name} = {Value} ({Value.GetType().Name}){(IsAlone ? " alone" : "")} on {Type.ToString().ToLowerInvariant()}";

    private (string Key, object? Value)[] QueueType => Argument.Name == "x-queue-type" ? [] : [("x-queue-type", Type.ToString().ToLowerInvariant())];

    private (string Key, object? Value)[] Required => Argument.Requires is { } required && !IsAlone ? [(required, "amq.fanout")] : [];

    // The text of a former feature spells it as queue_master_locator.
    private bool IsNamedIn(string text) => new[] { Argument.Name, Argument.Name[2..].Replace('-', '_'), Argument.Requires }
        .OfType<string>()
        .Any(name => text.Contains(name, StringComparison.Ordinal));

    private bool IsOfOtherKind => Argument.Value.Kind switch
    {
        ArgumentValueKind.Integer => Value is not long,
        ArgumentValueKind.Text => Value is not string,
        ArgumentValueKind.Flag => Value is not bool,
        _ => false,
    };

    private static IEnumerable<QueueTypes> TypesFor(KnownArgument argument) => argument.Holder == ArgumentHolder.Exchange || argument.Name == "x-queue-type"
        ? [QueueTypes.Classic]
        : [QueueTypes.Classic, QueueTypes.Quorum, QueueTypes.Stream];

    private static IEnumerable<object> Values(ArgumentValue value)
    {
        if (value.Kind == ArgumentValueKind.Several)
            return [value.Example];
        object[] ofAnyKind = [1L, "1", 1.5, true];
        object[] ofItsKind = value.Kind switch
        {
            ArgumentValueKind.Integer => [.. Near(value.Minimum, -1), .. Near(value.Maximum, +1)],
            ArgumentValueKind.Text => [value.Example, .. value.Texts, .. value.TextsSince4],
            ArgumentValueKind.Flag => [false],
            _ => [],
        };
        return ofItsKind.Union(ofAnyKind);
    }

    /// <summary>The bound and the number beyond it, where there is a bound.</summary>
    private static IEnumerable<object> Near(long bound, int beyond) => bound is long.MinValue or long.MaxValue ? [] : [bound, bound + beyond];

    private QueueTypes TypesOn(string release) => release == Releases.V3 ? Argument.TypesBefore4 : Argument.Types;

    private bool AcceptsOn(string release) => Argument.Value.Accepts(Value) && (release == Releases.V4 || Value is not string text || !Argument.Value.TextsSince4.Contains(text));

    private async Task ConsumeAsync(IChannel channel)
    {
        await Declare.Queue(Name, arguments: QueueType)(channel);
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
        var arguments = new Dictionary<string, object?> { [Argument.Name] = Value };
        await channel.BasicConsumeAsync(Name, autoAck: false, "", noLocal: false, exclusive: false, arguments, new AsyncEventingBasicConsumer(channel));
    }
}
