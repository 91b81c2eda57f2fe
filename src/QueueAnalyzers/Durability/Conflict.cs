using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Durability;

/// <summary>What two declarations of one name say differently.</summary>
/// <param name="Property">The property, as the broker names it.</param>
/// <param name="Role">The argument that it stands in.</param>
internal sealed record Conflict(string Property, ArgumentRole Role)
{
    /// <summary>The differences that the broker would refuse. What is not known on both sides is none.</summary>
    public static IEnumerable<Conflict> Between(Declaration first, Declaration other, QueueCompilation compilation, Broker broker)
    {
        if (Differ(first.ConstantOf(ArgumentRole.ExchangeType), other.ConstantOf(ArgumentRole.ExchangeType)))
            yield return new Conflict("type", ArgumentRole.ExchangeType);
        if (Differ(first.Durable, other.Durable))
            yield return new Conflict("durable", ArgumentRole.Durable);
        if (Differ(first.Exclusive, other.Exclusive))
            yield return new Conflict("exclusive", ArgumentRole.Exclusive);
        if (Differ(first.AutoDelete, other.AutoDelete))
            yield return new Conflict("auto_delete", ArgumentRole.AutoDelete);

        var keys = first.Arguments.Entries.Concat(other.Arguments.Entries).Select(entry => entry.Name).OfType<string>().Distinct();
        foreach (var key in keys.Where(key => IsCompared(key, first, other, broker)))
        {
            if (IsDifferent(key, first, other, compilation, broker))
                yield return new Conflict(key, ArgumentRole.Arguments);
        }
    }

    private static bool IsDifferent(string key, Declaration first, Declaration other, QueueCompilation compilation, Broker broker)
    {
        var (entry, otherEntry) = (first.Arguments.Find(key), other.Arguments.Find(key));
        if (entry is not null && otherEntry is not null)
            return Differ(compilation.Constants.Of(entry.Value), compilation.Constants.Of(otherEntry.Value));

        // One has it, and the other surely has not.
        var (only, without) = entry is not null ? (entry, other) : (otherEntry, first);
        return only is not null && !without.Arguments.MayContain(key)
            && (broker == Broker.LavinMQ || key != "x-queue-type" || compilation.Constants.Of(only.Value) is { IsKnown: true, Value: not "classic" });
    }

    /// <summary>RabbitMQ compares the arguments that the type of queue takes; of an exchange, only one. LavinMQ compares all.</summary>
    private static bool IsCompared(string key, Declaration first, Declaration other, Broker broker)
    {
        if (broker == Broker.LavinMQ)
            return true;
        if (!first.IsQueue)
            return key == "alternate-exchange";
        return KnownArguments.Find(ArgumentHolder.Queue, key) is { } known
            && (known.Retirement != Retirement.Ignored || known.Types == QueueTypes.Classic);
    }

    private static bool Differ(Constant left, Constant right) => left.IsKnown && right.IsKnown && !AreEqual(left.Value, right.Value);

    /// <summary>The broker compares numbers, whatever their type.</summary>
    private static bool AreEqual(object? left, object? right) =>
        left is not null && right is not null && ArgumentValue.Integer.Accepts(left) && ArgumentValue.Integer.Accepts(right)
            ? Convert.ToInt64(left) == Convert.ToInt64(right)
            : Equals(left, right);
}
