using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>What became of the published messages in one run of one scenario.</summary>
internal sealed record Loss(string Scenario, Sample Sample, Code Code, int Published, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>Messages that no worker ever finished.</summary>
    public int Lost => Published - Before.Concat(After).Distinct().Count();

    /// <summary>Messages that were finished once more than needed.</summary>
    public int Duplicated => Before.Count + After.Count - Before.Concat(After).Distinct().Count();

    public override string ToString() =>
        $"{Scenario}, {Sample}, {Code}: {Published} published, {Before.Count} finished before, {After.Count} after, {Lost} lost, {Duplicated} twice";
}
