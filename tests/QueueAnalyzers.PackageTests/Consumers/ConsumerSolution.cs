namespace QueueAnalyzers.PackageTests.Consumers;

/// <summary>Several consumers in one folder, built by one command.</summary>
internal sealed class ConsumerSolution(string folder, PackedPackage package)
{
    private readonly List<ConsumerProject> _projects = [];

    public string File => Path.Combine(folder, "Consumers.slnx");

    public ConsumerProject Add(string name, string? client, string properties = "", string frameworks = ConsumerProject.Framework)
    {
        var project = new ConsumerProject(Path.Combine(folder, name), package, client, properties, frameworks);
        _projects.Add(project);
        var references = _projects.Select(each => $"""  <Project Path="{each.Name}/{each.Name}.csproj" />""");
        System.IO.File.WriteAllText(File, $"<Solution>\n{string.Join('\n', references)}\n</Solution>\n");
        return project;
    }

    public async Task<CommandRun> RestoreAsync() => (await DotNet.RestoreAsync(folder)).ThatSucceeded();

    public async Task<CommandRun> FormatAnalyzersAsync(params string[] rules) =>
        (await DotNet.FormatAnalyzersAsync(folder, File, rules)).ThatSucceeded();

    public Task<CommandRun> BuildAsync(params string[] arguments) => DotNet.BuildAsync(folder, arguments);

    public IEnumerable<(string Project, Report Report)> ReportsOf(CommandRun build) =>
        _projects.SelectMany(project => project.ResultOf(build).Reports.Select(report => (project.Name, report)));

    public SortedDictionary<string, string> SourcesOf(string project) => ConsumerProject.SourcesIn(Path.Combine(folder, project));
}
