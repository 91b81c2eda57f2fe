using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user installs the package and builds.</summary>
public sealed class BuildTests(PackedPackage package)
{
    [Fact]
    public async Task Mistakes_are_reported_where_they_stand_for_each_client_and_nothing_without_one()
    {
        var solution = new ConsumerSolution(package.NewFolder("installed"), package);
        var worker6 = solution.Add("Worker6", BuiltFrom.Client6).With(UnreliableWorker.File, UnreliableWorker.ForClient6);
        var worker7 = solution.Add("Worker7", BuiltFrom.Client7).With(UnreliableWorker.File, UnreliableWorker.ForClient7);
        var without = solution.Add("WithoutClient", client: null).With(UnreliableWorker.File, UnreliableWorker.WithoutClient);

        var build = (await solution.BuildAsync()).ThatSucceeded();

        Assert.Multiple(
            () => AssertReported(UnreliableWorker.ForClient6, worker6.ResultOf(build)),
            () => AssertReported(UnreliableWorker.ForClient7, worker7.ResultOf(build)),
            () => Assert.DoesNotContain(without.ResultOf(build).Reports, report => report.IsOurs || report.IsWarningOrError));
    }

    [Fact]
    public async Task Warnings_treated_as_errors_break_the_build()
    {
        var result = await NewWorker("strict", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>").BuildAsync();

        Assert.False(result.WithoutAnalyzerFailures().Build.Succeeded);
        Assert.Contains(result.Errors, report => report.Rule == "RMQ1001");
        Assert.All(result.Errors, report => Assert.True(report.IsOurs, report.ToString()));
    }

    [Fact]
    public async Task A_rule_set_to_error_breaks_the_build_alone()
    {
        var worker = NewWorker("error").With(".editorconfig", "[*.cs]\ndotnet_diagnostic.RMQ1001.severity = error\n");

        var result = await worker.BuildAsync();

        Assert.False(result.WithoutAnalyzerFailures().Build.Succeeded);
        Assert.Equal(["RMQ1001"], result.Errors.Select(report => report.Rule));
        Assert.Contains(result.Warnings, report => report.Rule == "RMQ2001");
    }

    [Fact]
    public async Task A_rule_set_to_none_is_silent()
    {
        var worker = NewWorker("none").With(".editorconfig", "[*.cs]\ndotnet_diagnostic.RMQ1001.severity = none\n");

        var result = await worker.BuildAsync();

        result.WithoutAnalyzerFailures().Build.ThatSucceeded();
        Assert.DoesNotContain(result.Reports, report => report.Rule == "RMQ1001");
        Assert.Contains(result.Warnings, report => report.Rule == "RMQ2001");
    }

    private ConsumerProject NewWorker(string folder, string properties = "") =>
        new ConsumerProject(package.NewFolder(folder), package, BuiltFrom.Client7, properties)
            .With(UnreliableWorker.File, UnreliableWorker.ForClient7);

    private static void AssertReported(string program, BuildResult result) => Assert.Equal(
        UnreliableWorker.MarksOf(program),
        result.WithoutAnalyzerFailures().Reports.Where(report => report.IsWarningOrError).Select(report => (report.Rule, report.Line)));
}
