using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Tests.Samples;

/// <summary>Every rule lights up in some program that somebody could have written.</summary>
public class SampleRulesTests
{
    /// <summary>The rules that only one client gives a reason for.</summary>
    private static readonly Dictionary<string, string> OnlyWith = new()
    {
        // Only the channels of 7.x have tasks that can be dropped, buffers that are still read, and options.
        ["RMQ3004"] = "V7",
        ["RMQ3007"] = "V7",
        ["RMQ4009"] = "V7",

        // 7.x has one kind of consumers, allows channels to be shared, and closes connections with their scope.
        ["RMQ4001"] = "V6",
        ["RMQ4002"] = "V6",
        ["RMQ4006"] = "V6",
        ["RMQ4012"] = "V6",
    };

    [Theory]
    [InlineData("V6")]
    [InlineData("V7")]
    public async Task Each_rule_is_reported_in_a_sample_of_each_client_that_it_applies_to(string client)
    {
        // Rules about options speak of configurations, and no program has a say in those.
        var rules = Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(rule => rule.Category != RuleCategory.Configuration).Select(rule => rule.Id).Distinct();
        var shown = new HashSet<string>();
        foreach (var sample in SampleSolution.Names.Where(name => name.EndsWith(client, StringComparison.Ordinal)))
            shown.UnionWith((await SampleSolution.Open(sample).InspectAsync()).Reports.Select(report => report.Id));

        var expected = rules.Where(rule => OnlyWith.GetValueOrDefault(rule, client) == client).ToArray();
        Assert.Empty(expected.Except(shown).Order());
        Assert.Empty(shown.Except(expected).Order());
    }
}
