using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user chooses a mode, in each of the places where a build property can be set.</summary>
public sealed class ModeTests(PackedPackage package)
{
    [Fact]
    public async Task None_is_silent()
    {
        var result = await NewWorker("mode-none", "<QueueAnalyzersMode>None</QueueAnalyzersMode>").BuildAsync();

        result.WithoutAnalyzerFailures().Build.ThatSucceeded();
        Assert.DoesNotContain(result.Reports, report => report.IsOurs);
    }

    [Fact]
    public async Task Default_is_what_is_without_a_mode()
    {
        var with = await NewWorker("mode-default", "<QueueAnalyzersMode>Default</QueueAnalyzersMode>").BuildAsync();
        var without = await NewWorker("mode-without").BuildAsync();

        with.WithoutAnalyzerFailures().Build.ThatSucceeded();
        Assert.Equal(
            without.Reports.Where(report => report.IsOurs).Select(report => (report.Rule, report.Level, report.Line)),
            with.Reports.Where(report => report.IsOurs).Select(report => (report.Rule, report.Level, report.Line)));
    }

    [Fact]
    public async Task Recommended_makes_suggestions_warnings()
    {
        var result = await NewWorker("mode-recommended")
            .With("Suggested.cs", "public static class Suggested { public static RabbitMQ.Client.ConnectionFactory Make() => new() { AutomaticRecoveryEnabled = false }; }\n")
            .With("Directory.Build.props", "<Project><PropertyGroup><QueueAnalyzersMode>Recommended</QueueAnalyzersMode></PropertyGroup></Project>")
            .BuildAsync();

        result.WithoutAnalyzerFailures().Build.ThatSucceeded();
        Assert.Contains(result.Warnings, report => report.Rule == "RMQ4008");
    }

    [Fact]
    public async Task Strict_breaks_the_build_from_the_command_line()
    {
        var result = await NewWorker("mode-strict").BuildAsync("-p:QueueAnalyzersMode=Strict");

        Assert.False(result.WithoutAnalyzerFailures().Build.Succeeded);
        Assert.Contains(result.Errors, report => report.Rule == "RMQ1001");
    }

    [Fact]
    public async Task An_editorconfig_wins_over_the_mode()
    {
        var result = await NewWorker("mode-overruled", "<QueueAnalyzersMode>Strict</QueueAnalyzersMode>")
            .With(".editorconfig", "[*.cs]\ndotnet_diagnostic.RMQ1001.severity = none\n")
            .BuildAsync();

        Assert.False(result.WithoutAnalyzerFailures().Build.Succeeded);
        Assert.DoesNotContain(result.Reports, report => report.Rule == "RMQ1001");
        Assert.Contains(result.Errors, report => report.Rule == "RMQ2001");
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

    private ConsumerProject NewWorker(string folder, string properties = "") =>
        new ConsumerProject(package.NewFolder(folder), package, BuiltFrom.Client7, properties)
            .With(UnreliableWorker.File, UnreliableWorker.ForClient7);
}
