namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Comparisons of one value with constants: it equals one of them at a time, and is not less than a number that is smaller.
/// Where it is a whole number, several of them may leave no number over for it to be.
/// </summary>
internal static class Comparisons
{
    /// <summary>Whether an outcome cannot come together with others: not 2 with less than 3 and not less than 2.</summary>
    public static bool Contradict(string key, bool outcome, IEnumerable<KeyValuePair<string, bool>> others)
    {
        var subject = ConditionKey.SubjectOf(key);
        if (subject.Length == key.Length)
            return false;
        var left = new Numbers().And(key, outcome);
        foreach (var other in others)
        {
            if (!ConditionKey.IsOn(subject, other.Key))
                continue;
            if (Exclude(key, outcome, other.Key, other.Value))
                return true;
            left = left.And(other.Key, other.Value);
        }

        return left.AreBounded && left.Count <= others.Append(new(key, outcome)).Count(other => ConditionKey.IsOn(subject, other.Key) && left.Lose(other.Key, other.Value));
    }

    private static bool Exclude(string key, bool outcome, string other, bool otherOutcome) => (ConditionKey.LimitOf(key), ConditionKey.LimitOf(other)) switch
    {
        (null, null) => outcome && otherOutcome,
        ({ } limit, null) => otherOutcome && ConditionKey.NumberOf(other) is { } number && number < limit != outcome,
        (null, { } limit) => outcome && ConditionKey.NumberOf(key) is { } number && number < limit != otherOutcome,
        ({ } limit, { } otherLimit) => outcome != otherOutcome && (outcome ? limit <= otherLimit : otherLimit <= limit),
    };

    /// <summary>Whole numbers from one on, up to another.</summary>
    private readonly record struct Numbers(decimal? First, decimal? End)
    {
        public bool AreBounded => First is not null && End is not null;

        public decimal? Count => End - First;

        /// <summary>The numbers that are left by what is less than another, or not.</summary>
        public Numbers And(string key, bool outcome) =>
            ConditionKey.LimitOf(key) is not { } limit || ConditionKey.IsOfFraction(key) ? this
            : outcome ? this with { End = Math.Min(End ?? limit, limit) }
            : this with { First = Math.Max(First ?? limit, limit) };

        /// <summary>Whether one of the numbers is lost to what equals none.</summary>
        public bool Lose(string key, bool outcome) => !outcome && ConditionKey.NumberOf(key) is { } number && First <= number && number < End;
    }
}
