using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user sets options, for everything or for a folder, and mistypes one.</summary>
public sealed class OptionTests(PackedPackage package)
{
    [Fact]
    public async Task Options_hold_for_their_folder_and_what_has_no_effect_is_told_once()
    {
        var worker = new ConsumerProject(package.NewFolder("options"), package, BuiltFrom.Client7, "<OutputType>Library</OutputType>")
            .With("Orders/First.cs", Declaration("First"))
            .With("Orders/Second.cs", Declaration("Second"))
            .With("Metrics/Third.cs", Declaration("Third"))
            .With(".editorconfig", "[*.cs]\nqueue_analyzers.broker = lavin\n")
            .With("Metrics/.editorconfig", "[*.cs]\nqueue_analyzers.at_most_once_queues = resiz?\nqueue_analyzers.prefetch = 5\n");

        var result = await worker.BuildAsync();

        result.WithoutAnalyzerFailures().Build.ThatSucceeded();
        Assert.Equal(
            [("First.cs", 7, "RMQ2001"), ("Second.cs", 7, "RMQ2001"), ("Third.cs", 1, "RMQ0001"), ("Third.cs", 1, "RMQ0002")],
            result.Reports.Where(report => report.IsOurs).Select(report => (report.File, report.Line, report.Rule)).Order());
        Assert.Contains(
            "Third.cs(1,1): warning RMQ0001: Option 'queue_analyzers.broker' has the value 'lavin', which is not allowed and has no effect: it takes rabbitmq or lavinmq",
            result.Build.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_severity_of_a_mistyped_option_is_configured_as_any_other()
    {
        var worker = new ConsumerProject(package.NewFolder("option-error"), package, BuiltFrom.Client7, "<OutputType>Library</OutputType>")
            .With("First.cs", Declaration("First"))
            .With(".editorconfig", "[*.cs]\nqueue_analyzers.broker = lavin\ndotnet_diagnostic.RMQ0001.severity = error\n");

        var broken = await worker.BuildAsync();
        var silenced = await worker.With(".editorconfig", "[*.cs]\nqueue_analyzers.broker = lavin\ndotnet_diagnostic.RMQ0001.severity = none\n").BuildAsync();
        var repaired = await worker.With(".editorconfig", "[*.cs]\nqueue_analyzers.broker = lavinmq\n").BuildAsync();

        Assert.False(broken.WithoutAnalyzerFailures().Build.Succeeded);
        Assert.Equal(["RMQ0001"], broken.Errors.Select(report => report.Rule));
        Assert.DoesNotContain(silenced.Reports, report => report.Rule == "RMQ0001");
        Assert.DoesNotContain(repaired.Reports, report => report.Rule == "RMQ0001");
    }

    private static string Declaration(string type) =>
        $$"""
        using RabbitMQ.Client;

        public static class {{type}}
        {
            // Worth a warning, wherever it may not be lost.
            public static Task DeclareAsync(IChannel channel) =>
                channel.QueueDeclareAsync(queue: "resize", durable: false, exclusive: false, autoDelete: false);
        }
        """;
}
