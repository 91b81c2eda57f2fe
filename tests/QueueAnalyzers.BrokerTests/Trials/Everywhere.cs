using QueueAnalyzers.BrokerTests.Brokers;

namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>Every client with every broker.</summary>
public sealed class Everywhere : TheoryData<string, string>
{
    public Everywhere()
        : base(from release in new[] { Releases.V3, Releases.V4 } from client in new[] { ClientVersion.V6, ClientVersion.V7 } select (release, client))
    {
    }
}
