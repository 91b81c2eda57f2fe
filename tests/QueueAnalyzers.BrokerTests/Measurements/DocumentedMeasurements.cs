using System.Collections.Immutable;
using Pictures;
using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Measurements;

/// <summary>What the documentation says that is counted here, in <c>docs/measurements.json</c>.</summary>
internal static class DocumentedMeasurements
{
    public static readonly ImmutableArray<Measurement> All = Measurement.Read(Repository.Folder);

    /// <summary>Holds a run to it.</summary>
    /// <param name="id">The program and what happens.</param>
    /// <param name="code">The form of the program that was run.</param>
    /// <param name="release">The broker it was run on.</param>
    /// <param name="client">The client it is written for.</param>
    /// <param name="of">How many messages there were.</param>
    /// <param name="count">How many of them came to harm.</param>
    public static void Hold(string id, Code code, string release, string client, int of, int count)
    {
        var measurement = Assert.Single(All, measurement => measurement.Id == id);
        Assert.Contains(release, measurement.Brokers);
        Assert.Contains(client, measurement.Clients);
        Assert.Equal(measurement.Of, of);
        var (least, most) = code == Code.Unreliable ? measurement.RangeBefore : (measurement.After, measurement.After);
        Assert.InRange(count, least, most);
    }
}
