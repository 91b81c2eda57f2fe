using System.Reflection;

namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>The places that the tests take the samples and the analyzers from.</summary>
internal static class Repository
{
    public static string Folder { get; } = Metadata("RepositoryFolder");

    public static string AnalyzersFolder { get; } = Metadata("AnalyzersFolder");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
