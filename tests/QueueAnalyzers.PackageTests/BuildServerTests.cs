using System.Text.Json;
using System.Text.RegularExpressions;
using QueueAnalyzers.PackageTests.Consumers;
using YamlDotNet.RepresentationModel;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user copies the files for the build server: they are what they are said to be, and their commands work.</summary>
public sealed partial class BuildServerTests(PackedPackage package)
{
    [Fact]
    public async Task GitHub_gets_one_run_with_paths_of_the_repository()
    {
        var (folder, workflow) = await PrepareAsync("github", "GitHub Actions");
        var steps = Nodes(Child(workflow, "jobs", "build", "steps")).ToList();

        await RunAsync(folder, steps.Select(step => Text(step, "run")));

        var upload = steps.Single(step => Text(step, "uses")?.StartsWith("github/codeql-action/upload-sarif@", StringComparison.Ordinal) == true);
        var log = await ReadAsync(folder, Text(Child(upload, "with"), "sarif_file")!);
        var run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        Assert.Equal("QueueAnalyzers", run.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        Assert.All(rules, rule => Assert.Contains("/docs/rules/RMQ", rule.GetProperty("helpUri").GetString(), StringComparison.Ordinal));
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(Expected, results.Select(result => (Path(result), result.GetProperty("ruleId").GetString()!)).Order());
        Assert.Superset(results.Select(result => result.GetProperty("ruleId").GetString()).ToHashSet(), rules.Select(rule => rule.GetProperty("id").GetString()).ToHashSet());
        Assert.All(results, result => Assert.False(result.TryGetProperty("ruleIndex", out _)));
    }

    [Fact]
    public async Task GitLab_gets_a_report_on_code_quality()
    {
        var (folder, pipeline) = await PrepareAsync("gitlab", "GitLab");
        var job = Child(pipeline, "build");

        await RunAsync(folder, Nodes(Child(job, "script")).Concat(Nodes(Child(job, "after_script"))).Select(line => ((YamlScalarNode)line).Value));

        var report = (await ReadAsync(folder, Text(Child(job, "artifacts", "reports"), "codequality")!)).EnumerateArray().ToList();
        Assert.Equal(Expected, report.Select(issue => (issue.GetProperty("location").GetProperty("path").GetString()!, issue.GetProperty("check_name").GetString()!)).Order());
        Assert.All(report, issue =>
        {
            Assert.NotEmpty(issue.GetProperty("description").GetString()!);
            Assert.Contains(issue.GetProperty("severity").GetString(), new[] { "major", "minor" });
            Assert.True(issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32() > 0);
        });
        Assert.Distinct(report.Select(issue => issue.GetProperty("fingerprint").GetString()));
    }

    [Fact]
    public async Task Azure_gets_the_log_of_every_project()
    {
        var (folder, pipeline) = await PrepareAsync("azure", "Azure Pipelines");
        var steps = Nodes(Child(pipeline, "steps")).ToList();

        await RunAsync(folder, steps.Select(step => Text(step, "script")));

        var published = steps.Select(step => Text(step, "publish")).Single(path => path is not null)!;
        var logs = Directory.GetFiles(System.IO.Path.Combine(folder, published)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["Sender.sarif", "Worker.sarif"], logs.Select(System.IO.Path.GetFileName));
        Assert.All(logs, log => Assert.Contains(Sarif.Read(log), report => report.Rule == "RMQ1001"));
    }

    private static IEnumerable<(string Path, string Rule)> Expected =>
        from project in new[] { "Sender", "Worker" }
        from rule in UnreliableWorker.MarksOf(UnreliableWorker.ForClient7).Select(mark => mark.Rule).Append("RMQ3002").Order()
        select ($"{project}/{UnreliableWorker.File}", rule);

    private async Task<(string Folder, YamlNode Root)> PrepareAsync(string name, string heading)
    {
        if (!await DotNet.HasAsync("jq"))
            Assert.Skip("jq is not installed.");
        var folder = package.NewFolder(name);
        var solution = new ConsumerSolution(folder, package);
        solution.Add("Worker", BuiltFrom.Client7).With(UnreliableWorker.File, UnreliableWorker.ForClient7);
        solution.Add("Sender", BuiltFrom.Client7).With(UnreliableWorker.File, UnreliableWorker.ForClient7);
        return (folder, Snippet(heading));
    }

    /// <summary>The file as the page shows it under a heading.</summary>
    private static YamlNode Snippet(string heading)
    {
        var page = File.ReadAllText(System.IO.Path.Combine(BuiltFrom.Repository, "docs", "adoption.md")).ReplaceLineEndings("\n");
        var section = page[page.IndexOf($"\n### {heading}\n", StringComparison.Ordinal)..];
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Block().Match(section).Groups[1].Value));
        return Assert.Single(yaml.Documents).RootNode;
    }

    private static async Task RunAsync(string folder, IEnumerable<string?> scripts)
    {
        var commands = scripts.OfType<string>().ToList();
        Assert.NotEmpty(commands);
        foreach (var command in commands)
            (await DotNet.BashAsync(folder, command)).ThatSucceeded();
    }

    private static async Task<JsonElement> ReadAsync(string folder, string file)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(System.IO.Path.Combine(folder, file), TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    private static string Path(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;

    private static YamlNode Child(YamlNode node, params string[] keys) => keys.Aggregate(node, (parent, key) => ((YamlMappingNode)parent).Children[key]);

    private static IEnumerable<YamlNode> Nodes(YamlNode node) => ((YamlSequenceNode)node).Children;

    private static string? Text(YamlNode node, string key) => ((YamlMappingNode)node).Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    [GeneratedRegex(@"^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
