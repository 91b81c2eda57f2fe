using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using CliWrap;
using CliWrap.Buffered;

namespace QueueAnalyzers.PackageTests;

/// <summary>What is in the package, to the byte.</summary>
public sealed class LayoutTests(PackedPackage package)
{
    private static readonly string[] ShippedAssemblies =
    [
        "analyzers/dotnet/cs/QueueAnalyzers.CodeFixes.dll",
        "analyzers/dotnet/cs/QueueAnalyzers.dll",
    ];

    // What every host from Visual Studio 17.8 and the .NET 8 SDK on has, at the versions that Roslyn 4.8 itself asks for.
    private static readonly Dictionary<string, Version> ReferencesOfOldestHost = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["System.Buffers"] = new(4, 0, 3, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Numerics.Vectors"] = new(4, 1, 4, 0),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
    };

    [Fact]
    public void The_package_holds_these_files_and_no_others()
    {
        using var archive = ZipFile.OpenRead(package.File);

        Assert.Equal(
            [
                "PACKAGE.md",
                "QueueAnalyzers.nuspec",
                "[Content_Types].xml",
                "_rels/.rels",
                "analyzers/dotnet/cs/QueueAnalyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/QueueAnalyzers.dll",
                "build/QueueAnalyzers.targets",
                "buildTransitive/QueueAnalyzers.targets",
                "config/None.globalconfig",
                "config/Recommended.globalconfig",
                "config/Strict.globalconfig",
                "icon.png",
                "package/services/metadata/core-properties/nuget.psmdcp",
                "tools/install.ps1",
                "tools/uninstall.ps1",
            ],
            archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_manifest_says_what_the_package_is()
    {
        using var archive = ZipFile.OpenRead(package.File);
        await using var manifest = await archive.GetEntry("QueueAnalyzers.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var document = await XDocument.LoadAsync(manifest, LoadOptions.None, TestContext.Current.CancellationToken);
        var xmlns = document.Root!.Name.Namespace;
        var metadata = document.Root.Element(xmlns + "metadata")!;
        string? Value(string name) => metadata.Element(xmlns + name)?.Value;

        Assert.Equal("QueueAnalyzers", Value("id"));
        Assert.Equal(package.Version, Value("version"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Null(metadata.Element(xmlns + "dependencies"));
        Assert.Null(metadata.Element(xmlns + "frameworkAssemblies"));
        Assert.Equal(("expression", "MIT"), ((string?)metadata.Element(xmlns + "license")?.Attribute("type"), Value("license")));
        Assert.Equal("PACKAGE.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Contains("rabbitmq", Value("tags"));
        Assert.EndsWith("CHANGELOG.md", Value("releaseNotes"));
        Assert.Equal(await CommitAsync(), (string?)metadata.Element(xmlns + "repository")?.Attribute("commit"));
    }

    [Fact]
    public void Symbols_are_embedded_and_name_no_path_of_the_machine()
    {
        Assert.All(ShippedAssemblies, assembly =>
        {
            using var reader = Open(assembly);
            var symbols = Assert.Single(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            using var provider = reader.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
            var pdb = provider.GetMetadataReader();
            Assert.All(pdb.Documents, document => Assert.StartsWith("/_/", pdb.GetString(pdb.GetDocument(document).Name)));
        });
    }

    [Fact]
    public void Shipped_assemblies_reference_only_what_the_oldest_host_has()
    {
        Assert.All(ShippedAssemblies, assembly =>
        {
            using var reader = Open(assembly);
            var metadata = reader.GetMetadataReader();
            var own = metadata.GetAssemblyDefinition().Version;
            var tooNew = metadata.AssemblyReferences
                .Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())
                .Where(reference => reference.Name == "QueueAnalyzers"
                    ? reference.Version != own
                    : !ReferencesOfOldestHost.TryGetValue(reference.Name!, out var newest) || reference.Version > newest);
            Assert.Empty(tooNew);
        });
    }

    [Fact]
    public async Task Packing_twice_gives_the_same_bytes()
    {
        var again = await package.PackAgainAsync();

        Assert.Equal(Entries(package.File), Entries(again));
        Assert.Equal(File.ReadAllBytes(package.File), File.ReadAllBytes(again));
    }

    private PEReader Open(string assembly)
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var entry = archive.GetEntry(assembly)!.Open();
        var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        bytes.Position = 0;
        return new PEReader(bytes);
    }

    private static List<(string Name, uint Checksum, DateTimeOffset Time)> Entries(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        return [.. archive.Entries.Select(entry => (entry.FullName, entry.Crc32, entry.LastWriteTime))];
    }

    private static async Task<string> CommitAsync()
    {
        var run = await Cli.Wrap("git").WithArguments(["rev-parse", "HEAD"]).WithWorkingDirectory(BuiltFrom.Repository).ExecuteBufferedAsync();
        return run.StandardOutput.Trim();
    }
}
