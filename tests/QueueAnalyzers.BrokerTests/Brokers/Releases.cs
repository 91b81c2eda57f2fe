namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>The releases of RabbitMQ that what is shown here holds for; each is a version that is in use.</summary>
public sealed class Releases : TheoryData<string>
{
    /// <summary>What Debian bookworm has: 3.10.8.</summary>
    public const string V3 = "3.10";

    /// <summary>With the defaults that upstream gives it.</summary>
    public const string V4 = "4.3";

    public Releases()
        : base(V3, V4)
    {
    }
}
