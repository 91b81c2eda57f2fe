namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>The samples in a temporary folder, outside of the repository, where they are repaired and built.</summary>
internal sealed class SampleCopy : IDisposable
{
    private const string Solution = "Samples.slnx";
    private static readonly string[] RepairedRules = ["RMQ1001", "RMQ1009", "RMQ2001", "RMQ2002", "RMQ3001"];
    private static readonly string[] SharedFiles =
        [".editorconfig", "global.json", "Directory.Build.props", "Directory.Packages.props", "samples/Directory.Build.props"];

    private readonly string _folder = Directory.CreateTempSubdirectory("queueanalyzers-samples-").FullName;
    private readonly Func<Sample, string> _folderOf;

    private SampleCopy(Func<Sample, string> folderOf)
    {
        _folderOf = folderOf;
        Directory.CreateDirectory(SamplesFolder);
        foreach (var file in SharedFiles)
            File.Copy(Path.Combine(Repository.Folder, file), Path.Combine(_folder, file));

        var originals = Path.Combine(Repository.Folder, "samples");
        foreach (var file in Sample.All.SelectMany(sample => Files(Path.Combine(originals, folderOf(sample)), "*.cs*")))
        {
            var target = Path.Combine(SamplesFolder, Path.GetRelativePath(originals, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var projects = Files(SamplesFolder, "*.csproj").Select(project => $"""  <Project Path="{Path.GetRelativePath(SamplesFolder, project)}" />""");
        File.WriteAllLines(Path.Combine(SamplesFolder, Solution), ["<Solution>", .. projects, "</Solution>"]);
    }

    private string SamplesFolder => Path.Combine(_folder, "samples");

    /// <summary>The programs as they stand in the repository.</summary>
    public static SampleCopy OfUnreliable() => new(sample => sample.Folder);

    /// <summary>The twins as they stand in the repository.</summary>
    public static SampleCopy OfTwins() => new(sample => sample.RepairedFolder);

    /// <summary>What a user does to repair a whole solution.</summary>
    public async Task FormatAsync()
    {
        var before = Sources();
        var output = await Dotnet.RunAsync(
            SamplesFolder,
            ["format", "analyzers", Solution, "--diagnostics", .. RepairedRules, "--severity", "info", "--verbosity", "normal"]);
        if (before.SequenceEqual(Sources()))
            throw new InvalidOperationException($"dotnet format repaired nothing:{Environment.NewLine}{output}");
    }

    public Task BuildAsync() => Dotnet.RunAsync(SamplesFolder, "build", Solution, "--nologo", "--verbosity", "quiet", "-property:RunAnalyzers=false");

    /// <summary>The built program of a sample.</summary>
    public string Assembly(Sample sample, string program) =>
        Path.Combine(SamplesFolder, _folderOf(sample), program, "bin", "Debug", "net10.0", $"{_folderOf(sample)}.{program}.dll");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Sources() => [.. Files(SamplesFolder, "*.cs").Select(File.ReadAllText)];

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);
}
