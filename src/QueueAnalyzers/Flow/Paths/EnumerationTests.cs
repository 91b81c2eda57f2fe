using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// The comparisons of one variable with members of its enumeration: where the code compares it with all there are, it equals one
/// of them, as the author sees it.
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

    /// <summary>Whether the comparison cannot fail as well, after those with all other members have.</summary>
    public bool IsLast(Assumptions assumptions, string key) =>
        _groups.TryGetValue(key, out var group) && group.AreAll && Array.TrueForAll(group.Keys, other => other == key || assumptions.Has(other, false));

    private sealed record Group(string[] Keys, bool AreAll);
}
