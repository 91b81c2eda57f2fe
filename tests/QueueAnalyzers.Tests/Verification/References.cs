using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests;

/// <summary>What the code under analysis compiles against: .NET 8 and a real client. Read once, shared by all tests.</summary>
public static class References
{
    private static readonly Dictionary<string, string> Locations = typeof(References).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value!);

    private static readonly ConcurrentDictionary<string, MetadataReference> Loaded = new();

    public static ImmutableArray<MetadataReference> Framework { get; } =
        [.. Directory.GetFiles(Locations["Reference.NetCoreApp"], "*.dll").Where(IsOfUse).Order(StringComparer.Ordinal).Select(Load)];

    public static string RepositoryRoot => Locations["RepositoryRoot"];

    public static string ClientPath(ClientVersion version) => Locations[version switch
    {
        ClientVersion.V5 => "Reference.Client5",
        ClientVersion.V6 => "Reference.Client6",
        ClientVersion.V71 => "Reference.Client71",
        _ => "Reference.Client7",
    }];

    public static ImmutableArray<MetadataReference> Client(ClientVersion version) => version.IsAsynchronous()
        ? [Load(ClientPath(version)), Load(Locations["Reference.RateLimiting"])]
        : [Load(ClientPath(version))];

    private static MetadataReference Load(string path) => Loaded.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path));

    /// <summary>Every compilation pays for each of its references; nothing under test needs Visual Basic.</summary>
    private static bool IsOfUse(string path) => !Path.GetFileName(path).StartsWith("Microsoft.VisualBasic", StringComparison.Ordinal);
}
