using QueueAnalyzers.BrokerTests.Brokers;

namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>A solution of several projects from the folder <c>Solutions</c>, copied to where it can be changed and built.</summary>
internal sealed class SolutionCopy : IDisposable
{
    private readonly string _name;

    public SolutionCopy(string name)
    {
        _name = name;
        Folder = Directory.CreateTempSubdirectory("queueanalyzers-solution-").FullName;
        var original = Path.Combine(Repository.Folder, "tests", "QueueAnalyzers.BrokerTests", "Solutions", name);
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        foreach (var file in new[] { "global.json", "Directory.Packages.props" })
            File.Copy(Path.Combine(Repository.Folder, file), Path.Combine(Folder, file));
    }

    public string Folder { get; }

    public Task BuildAsync() => Dotnet.RunAsync(Folder, "build", $"{_name}.slnx", "--nologo", "--verbosity", "quiet");

    public SampleProgram Start(string program, VirtualHost host) =>
        SampleProgram.Start(Path.Combine(Folder, program, "bin", "Debug", "net10.0", $"{program}.dll"), host);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
