using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user chooses a mode, in each of the places where a build property can be set.</summary>
public sealed class ModeTests(PackedPackage package)
{
    private const string WithoutMode = "";

    // A warning, a suggestion, a rule that is off by default, and an option that does not exist.
    private const string Program = """
        using RabbitMQ.Client;

        var factory = new ConnectionFactory { AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.ExchangeDeclareAsync("images", ExchangeType.Direct, durable: true);
        await channel.QueueDeclareAsync("resize", durable: false, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("images", "resize", mandatory: false, new BasicProperties { Persistent = true }, new byte[1]);
        """;

    private static readonly string[] Modes = ["None", "Default", "Recommended", "Strict"];

    private static readonly Dictionary<string, (string Rule, string Level)[]> Expected = new()
    {
        ["None"] = [],
        ["Default"] = [("RMQ0002", "warning"), ("RMQ2001", "warning"), ("RMQ4008", "note")],
        [WithoutMode] = [("RMQ0002", "warning"), ("RMQ2001", "warning"), ("RMQ4008", "note")],
        ["Recommended"] = [("RMQ0002", "warning"), ("RMQ2001", "warning"), ("RMQ4008", "warning")],
        ["Strict"] = [("RMQ0002", "error"), ("RMQ2001", "error"), ("RMQ3006", "error"), ("RMQ4008", "error")],
    };

    [Fact]
    public async Task A_mode_is_set_in_the_project_or_for_a_folder_and_an_editorconfig_wins_over_it()
    {
        var folder = package.NewFolder("modes");
        var solution = new ConsumerSolution(folder, package);
        var inProject = Modes.Append(WithoutMode).Select(mode => (mode, Consumer: AddProgram(solution, $"Project{mode}", PropertyOf(mode)))).ToList();
        var inFolder = Modes.Select(mode => (mode, Consumer: AddProgram(solution, $"Folder{mode}").With("Directory.Build.props", $"<Project><PropertyGroup>{PropertyOf(mode)}</PropertyGroup></Project>"))).ToList();
        var overruled = Modes.Select(mode => (mode, Consumer: AddProgram(solution, $"Overruled{mode}", PropertyOf(mode))
            .With(".editorconfig", "[*.cs]\ndotnet_diagnostic.RMQ2001.severity = none\ndotnet_diagnostic.RMQ4008.severity = error\n"))).ToList();

        var build = await solution.BuildAsync();

        Assert.False(build.Succeeded);
        Assert.Multiple(
            () => Assert.All(inProject.Concat(inFolder), each => AssertReported(Expected[each.mode], each.Consumer.ResultOf(build))),
            () => Assert.All(overruled, each => AssertReported(
                [.. Expected[each.mode].Where(report => report.Rule is not ("RMQ2001" or "RMQ4008")), ("RMQ4008", "error")],
                each.Consumer.ResultOf(build))));
    }

    [Fact]
    public async Task A_mode_of_the_command_line_holds_at_once_however_often_it_changes()
    {
        var program = AddProgram(new ConsumerSolution(package.NewFolder("mode-changes"), package), "Worker");

        foreach (var mode in new[] { WithoutMode, "Strict", "None", "Recommended", "Default", "Strict", "Strict" })
        {
            // Whether in upper or lower case.
            var result = await program.BuildAsync(mode == WithoutMode ? [] : [$"-p:QueueAnalyzersMode={mode.ToLowerInvariant()}"]);

            AssertReported(Expected[mode], result);
            Assert.Equal(mode != "Strict", result.Build.Succeeded);
        }
    }

    [Fact]
    public async Task A_mode_that_is_none_breaks_the_build()
    {
        var folder = package.NewFolder("mode-unknown");
        _ = new ConsumerProject(folder, package, client: null, "<QueueAnalyzersMode>Strikt</QueueAnalyzersMode>").With("Program.cs", "System.Console.WriteLine();\n");

        var build = await DotNet.BuildAsync(folder);

        Assert.False(build.Succeeded);
        Assert.Contains("QueueAnalyzersMode is 'Strikt'. It can be None, Default, Recommended or Strict.", build.Output, StringComparison.Ordinal);
    }

    private static ConsumerProject AddProgram(ConsumerSolution solution, string name, string properties = "") => solution
        .Add(name, BuiltFrom.Client7, properties)
        .With("Program.cs", Program)
        .With(".globalconfig", "is_global = true\nqueue_analyzers.brokr = lavinmq\n");

    private static string PropertyOf(string mode) => mode == WithoutMode ? "" : $"<QueueAnalyzersMode>{mode}</QueueAnalyzersMode>";

    private static void AssertReported(IEnumerable<(string Rule, string Level)> expected, BuildResult result) => Assert.Equal(
        expected.Order(),
        result.WithoutAnalyzerFailures().Reports.Where(report => report.IsOurs).Select(report => (report.Rule, report.Level)).Order());
}
