using System.Reflection;

namespace QueueAnalyzers.PackageTests;

/// <summary>What the build of these tests knew: where the sources are, and which client versions they speak of.</summary>
internal static class BuiltFrom
{
    public static string Repository { get; } = Metadata("RepositoryRoot");

    public static string Samples { get; } = Path.Combine(Repository, "samples");

    public static string Client6 { get; } = Metadata("RabbitMQClient6Version");

    public static string Client7 { get; } = Metadata("RabbitMQClient7Version");

    private static string Metadata(string key) =>
        typeof(BuiltFrom).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
