using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Client;

/// <summary>What a text that is set as the expiration of a message means to the broker: a whole number of milliseconds, or nothing.</summary>
internal sealed class MessageExpiration
{
    /// <summary>The name of the property, in every generation.</summary>
    public const string PropertyName = "Expiration";

    // What LavinMQ can hold; RabbitMQ takes more.
    private const long MostOnLavinMQ = int.MaxValue;

    private static readonly Regex Duration = new(@"^\s*(?<number>\d+(\.\d+)?)\s*(?<unit>ms|msecs?|milliseconds?|s|secs?|seconds?|min|mins|minutes?|h|hours?|d|days?)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private MessageExpiration(IOperation value, string problem)
    {
        Value = value;
        Problem = problem;
    }

    /// <summary>The value at fault.</summary>
    public IOperation Value { get; }

    /// <summary>What is wrong with it, as the end of a sentence.</summary>
    public string Problem { get; }

    /// <summary>The mistakes in a value, one for each of the values that it is chosen from.</summary>
    public static IEnumerable<MessageExpiration> MistakesIn(IOperation value, ConstantValues constants, Broker broker)
    {
        value = Operations.WithoutConversions(value);
        switch (value)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return MistakesIn(conditional.WhenTrue, constants, broker).Concat(MistakesIn(whenFalse, constants, broker));
            case ICoalesceOperation coalesce:
                return MistakesIn(coalesce.Value, constants, broker).Concat(MistakesIn(coalesce.WhenNull, constants, broker));
            case ISwitchExpressionOperation choice:
                return choice.Arms.SelectMany(arm => MistakesIn(arm.Value, constants, broker));
        }

        return ProblemOf(value, constants, broker) is { } problem ? new[] { new MessageExpiration(value, problem) } : Array.Empty<MessageExpiration>();
    }

    /// <summary>The number of milliseconds that a text means, where nobody can doubt it.</summary>
    /// <returns>The number, or <see langword="null"/> when the unit is missing or the text is none.</returns>
    public static string? MillisecondsMeantBy(string text)
    {
        if (text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero)
            return ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        if (Duration.Match(text) is not { Success: true } duration || !decimal.TryParse(duration.Groups["number"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            return null;
        var unit = duration.Groups["unit"].Value.ToLowerInvariant();
        var factor = unit switch
        {
            "" => 1,
            ['m', 's', ..] or ['m', 'i', 'l', ..] => 1,
            ['s', ..] => 1_000,
            ['m', ..] => 60_000,
            ['h', ..] => 3_600_000,
            _ => 86_400_000,
        };
        return number < long.MaxValue / factor && decimal.Truncate(number * factor) == number * factor
            ? ((long)(number * factor)).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>The <c>TimeSpan</c> that a text is made of as a whole: <c>time.ToString()</c> or <c>$"{time}"</c>.</summary>
    public static IOperation? TimeWrittenBy(IOperation text) => Operations.WithoutConversions(text) switch
    {
        IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } time, Arguments.Length: 0 } when IsTimeSpan(time.Type) => time,
        IInterpolatedStringOperation { Parts: [IInterpolationOperation { Expression: { } time, FormatString: null }] } when IsTimeSpan(time.Type) => time,
        _ => null,
    };

    /// <summary>The <c>TimeSpan.Milliseconds</c> that a text is made of: the part below one second.</summary>
    public static IPropertyReferenceOperation? PartWrittenBy(IOperation text) => Operations.WithoutConversions(text) switch
    {
        IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } number } => PartOf(number),
        IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: "Convert" }, Arguments: [{ Value: { } number }, ..] } => PartOf(number),
        IInterpolatedStringOperation { Parts: [IInterpolationOperation { Expression: { } number }] } => PartOf(number),
        _ => null,
    };

    private static string? ProblemOf(IOperation value, ConstantValues constants, Broker broker)
    {
        if (constants.Of(value) is { IsKnown: true } constant)
            return constant.Text is { } text && !IsAccepted(text, broker) ? $"'{text}' is no number of milliseconds that the broker accepts: " + Refusal(broker) : null;
        if (TimeWrittenBy(value) is not null)
            return "is a TimeSpan written as text, like '00:00:05': " + Refusal(broker);
        if (PartWrittenBy(value) is not null)
            return "is given TimeSpan.Milliseconds, which is only the part below one second: TotalMilliseconds is meant, and the message expires too early";
        return ForeignPartOf(value) is { } foreign ? $"ends or begins with '{foreign}', which is no digit: " + Refusal(broker) : null;
    }

    private static string Refusal(Broker broker) => broker == Broker.LavinMQ
        ? "the channel is closed with '406 PRECONDITION_FAILED - Expiration not a number' and the message is lost"
        : "the channel is closed with '406 PRECONDITION_FAILED - invalid expiration' and the message is lost";

    private static bool IsAccepted(string text, Broker broker)
    {
        if (broker == Broker.LavinMQ)
            return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MostOnLavinMQ;
        // As Erlang reads it: a sign, then nothing but digits.
        return Regex.IsMatch(text, @"^(\+?[0-9]+|-0+)\z", RegexOptions.CultureInvariant);
    }

    /// <summary>A constant part of a text that is put together, when no number has it: <c>$"{seconds}s"</c>.</summary>
    private static string? ForeignPartOf(IOperation value) => value switch
    {
        IInterpolatedStringOperation interpolated => interpolated.Parts
            .OfType<IInterpolatedStringTextOperation>()
            .Select(part => part.Text.ConstantValue.Value as string)
            .FirstOrDefault(IsForeign),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => new[] { sum.LeftOperand, sum.RightOperand }
            .Select(Operations.WithoutConversions)
            .Select(part => part.ConstantValue is { HasValue: true, Value: string text } ? (IsForeign(text) ? text : null) : ForeignPartOf(part))
            .FirstOrDefault(part => part is not null),
        _ => null,
    };

    private static bool IsForeign(string? text) => text?.Any(character => character is not (>= '0' and <= '9' or '+' or '-' or ' ')) == true;

    private static IPropertyReferenceOperation? PartOf(IOperation number) =>
        Operations.WithoutConversions(number) is IPropertyReferenceOperation { Property.Name: "Milliseconds", Instance: { } time } part && IsTimeSpan(time.Type)
        // Of a time that is less than a second the part is the whole.
        && Operations.WithoutConversions(time) is not IInvocationOperation { TargetMethod.Name: "FromMilliseconds" }
            ? part
            : null;

    private static bool IsTimeSpan(ITypeSymbol? type) => type is { Name: "TimeSpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
