using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.BrokerTests.Durability;

/// <summary>Every row of the table of known arguments is what the brokers say (RMQ2004, RMQ2005, RMQ2008).</summary>
public sealed class TableOfArguments(Scene scene)
{
    public static TheoryData<string, string, string> Rows => new(
        from release in new[] { Releases.V3, Releases.V4 }
        from known in KnownArguments.All
        select (release, known.Holder.ToString(), known.Name));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_is_what_the_broker_says(string release, string holder, string name)
    {
        var host = (await scene.BrokerAsync(release)).DefaultVirtualHost;
        var wrong = new List<string>();
        foreach (var trial in ArgumentTrial.Of(KnownArguments.Find(Enum.Parse<ArgumentHolder>(holder), name)!))
        {
            var answer = await trial.RunAsync(host);
            if (!trial.IsAsExpected(answer, release))
                wrong.Add($"{trial}: {answer}, the table says {trial.RefusalOn(release)?.ToString() ?? "accepted"}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
