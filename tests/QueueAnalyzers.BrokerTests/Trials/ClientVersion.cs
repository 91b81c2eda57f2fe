using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.BrokerTests.Samples;
using RabbitMQ.Client;

namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>A generation of RabbitMQ.Client: what a program is compiled against, and what it needs beside it when it runs.</summary>
internal sealed class ClientVersion
{
    /// <summary>6.4.0.</summary>
    public const string V6 = nameof(V6);

    /// <summary>7.2.2.</summary>
    public const string V7 = nameof(V7);

    private static readonly MetadataReference[] Framework =
        [.. Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll").Where(IsManaged).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly ClientVersion Six = new(V6, Repository.Client6);
    private static readonly ClientVersion Seven = new(V7, typeof(IChannel).Assembly.Location, Path.Combine(AppContext.BaseDirectory, "System.Threading.RateLimiting.dll"));

    private ClientVersion(string name, params string[] assemblies)
    {
        Name = name;
        Assemblies = assemblies;
        References = [.. Framework, .. assemblies.Select(path => MetadataReference.CreateFromFile(path))];
    }

    public string Name { get; }

    public IReadOnlyList<string> Assemblies { get; }

    public IReadOnlyList<MetadataReference> References { get; }

    public static ClientVersion Of(string name) => name switch
    {
        V6 => Six,
        V7 => Seven,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such client."),
    };

    private static bool IsManaged(string path) => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll")
        && !name.Contains(".Native", StringComparison.Ordinal);
}
