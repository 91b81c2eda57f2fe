namespace QueueAnalyzers.PackageTests;

/// <summary>
/// The package, packed once from the sources as they stand, in a feed of its own. Its version is never used again,
/// so that no cache can serve an older one.
/// </summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly string _versionSuffix = $"test.{DateTime.UtcNow.Ticks}";
    private readonly string _temporary = Directory.CreateTempSubdirectory("queue-analyzers-").FullName;

    public string Version => Path.GetFileNameWithoutExtension(File)["QueueAnalyzers.".Length..];

    public string File { get; private set; } = "";

    private string Feed => Path.Combine(_temporary, "feed");

    // Inside the repository, whose path is mapped away, but out of the way of its other builds.
    private string Artifacts => Path.Combine(BuiltFrom.Repository, "artifacts", _versionSuffix);

    public async ValueTask InitializeAsync()
    {
        File = await PackAsync(Feed);
        Isolate();
    }

    /// <summary>Compiles everything anew and packs it.</summary>
    public async Task<string> PackAgainAsync()
    {
        Directory.Delete(Artifacts, recursive: true);
        return await PackAsync(Path.Combine(_temporary, "again"));
    }

    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_temporary, name)).FullName;

    public ValueTask DisposeAsync()
    {
        foreach (var folder in new[] { _temporary, Artifacts, Path.Combine(GlobalPackages, "queueanalyzers", Version) })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private static string GlobalPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private async Task<string> PackAsync(string output)
    {
        var pack = await DotNet.PackAsync(
            "nuget", "-c", "Release", "-o", output, "--artifacts-path", Artifacts, $"-p:VersionSuffix={_versionSuffix}", "-warnaserror");
        pack.ThatSucceeded();
        return Assert.Single(Directory.GetFiles(output));
    }

    // The consumers have the feed on top of the machine's own, and inherit nothing from folders above them.
    private void Isolate()
    {
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true\n");
    }

    private void Write(string name, string content) => System.IO.File.WriteAllText(Path.Combine(_temporary, name), content);
}
