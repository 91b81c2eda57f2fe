using System.Reflection;

namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>The places that the tests take the samples and the analyzers from.</summary>
internal static class Repository
{
    public static string Folder { get; } = Metadata("RepositoryFolder");

    public static string AnalyzersFolder { get; } = Metadata("AnalyzersFolder");

    /// <summary>The assembly of RabbitMQ.Client 6.</summary>
    public static string Client6 { get; } = Metadata("Client6");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
