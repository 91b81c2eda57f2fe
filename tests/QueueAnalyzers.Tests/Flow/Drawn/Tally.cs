using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Counts what drawn handlers do, so that a run which proves nothing is seen.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _mistakes = new(StringComparer.Ordinal);
    private int _handlers;
    private int _faultless;
    private int _tooLarge;
    private int _unknown;

    /// <summary>How many handlers were executed to the end, and judged.</summary>
    public int Judged => _handlers - _tooLarge - _unknown;

    /// <summary>Takes in what happens in a handler; <see langword="null"/> when there is too much to execute.</summary>
    public void Count(ImmutableSortedSet<string>? facts)
    {
        _handlers++;
        _tooLarge += facts is null ? 1 : 0;
        _faultless += facts is { IsEmpty: true } ? 1 : 0;
        foreach (var fact in facts ?? [])
        {
            var rule = fact[..fact.IndexOf(':', StringComparison.Ordinal)];
            _mistakes[rule] = _mistakes.GetValueOrDefault(rule) + 1;
        }
    }

    /// <summary>Takes in a handler of which nothing is known, because it has too many paths.</summary>
    public void CountUnknown() => _unknown++;

    public override string ToString() =>
        $"{_handlers} handlers, {_faultless} without a mistake, {string.Join(", ", _mistakes.Select(mistake => $"{mistake.Value} of {mistake.Key}"))}; {_tooLarge} too large to execute, {_unknown} too large to explore";
}
