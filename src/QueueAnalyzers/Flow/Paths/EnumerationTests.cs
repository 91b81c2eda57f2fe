using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// The comparisons of one variable with members of its enumeration: it equals one of them at most, and where the code compares it
/// with all there are, one at least, as the author sees it.
/// </summary>
internal sealed class EnumerationTests
{
    private readonly Dictionary<string, Group> _groups = new();

    /// <summary>Finds the comparisons in a body.</summary>
    public EnumerationTests(IOperation body)
    {
        var found = body.Descendants().Select(Condition.OfMember).Where(test => test is not null).Select(test => test!.Value);
        foreach (var tests in found.GroupBy(test => test.Variable))
        {
            var members = tests.Select(test => test.Member).Distinct().ToList();
            if (members.Count < 2)
                continue;
            var group = new Group(tests.Select(test => test.Key).Distinct().ToArray(), Enumerations.MembersOf(tests.First().Type).All(members.Contains));
            foreach (var key in group.Keys)
                _groups[key] = group;
        }
    }

    /// <summary>The keys of the conditions.</summary>
    public IEnumerable<string> Keys => _groups.Keys;

    /// <summary>What follows from the outcome of one comparison for the others.</summary>
    /// <returns>The assumptions, or <see langword="null"/> when they contradict each other.</returns>
    public Assumptions? Conclude(Assumptions assumptions, string key, bool outcome)
    {
        if (!_groups.TryGetValue(key, out var group))
            return assumptions;
        if (!outcome)
            return group.AreAll && Array.TrueForAll(group.Keys, other => assumptions.Has(other, false)) ? null : assumptions;

        Assumptions? concluded = assumptions;
        foreach (var other in group.Keys)
        {
            if (other != key)
                concluded = concluded?.And(other, false);
        }

        return concluded;
    }

    private sealed record Group(string[] Keys, bool AreAll);
}
