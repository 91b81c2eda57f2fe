using QueueAnalyzers.Configuration;

namespace QueueAnalyzers.Tests.Configuration;

/// <summary>RMQ0002.</summary>
public class OptionDoesNotExistTests
{
    private const string Reported = "{|RMQ0002:|}public class Program;\n";
    private const string Silent = "public class Program;\n";

    [Theory, AllClients("brokr", "Brocker", "broker_")]
    public Task Reports_a_misspelt_name(ClientVersion version, string name) => Verify.That(version, Reported)
        .WithOption(name, "lavinmq")
        .WithMessages($"Option 'queue_analyzers.{name.ToLowerInvariant()}' does not exist and has no effect: did you mean 'queue_analyzers.broker'?")
        .Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_a_name_that_is_like_none() => Verify.That(V7, Reported)
        .WithOption("colour", "blue")
        .WithMessages(
            "Option 'queue_analyzers.colour' does not exist and has no effect: there are at_most_once_queues, broker, exclude_test_projects, known_arguments, "
            + "persistent_property_methods, prefetch_count, report_explicit_transient, settle_methods")
        .Reports<OptionAnalyzer>();

    [Theory]
    [InlineData("queue_analyzer.broker")]
    [InlineData("queue_analysers.broker")]
    [InlineData("queueanalyzers.broker")]
    public Task Reports_a_misspelt_prefix(string key) => Verify.That(V7, Reported)
        .WithEditorConfig($"{key} = lavinmq")
        .WithMessages($"Option '{key}' does not exist and has no effect: did you mean 'queue_analyzers.broker'?")
        .Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_a_name_once() => Verify.That(V7, Silent)
        .WithDocument("A.cs", "{|RMQ0002:|}public class A;\n")
        .WithOption("brokr", "lavinmq")
        .WithEditorConfigFile("Test/Other/", "[*.cs]\nqueue_analyzers.brokr = rabbitmq\n")
        .WithDocument("Other/Z.cs", "public class Z;\n")
        .Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_beside_a_value_that_is_not_allowed() => Verify.That(V7, "{|RMQ0001:|}{|RMQ0002:|}public class Program;\n")
        .WithOption("broker", "lavin")
        .WithOption("brokers", "lavinmq")
        .Reports<OptionAnalyzer>();

    [Theory, AllClients("queue_analyzers.broker", "QUEUE_ANALYZERS.BROKER", "dotnet_code_quality.queue_analyzers.brokr", "queue.brokr", "queue_analyzers", "quick_analysis.mode")]
    public Task Silent_about_names_that_exist_and_keys_of_others(ClientVersion version, string key) =>
        Verify.That(version, Silent).WithEditorConfig($"{key} = lavinmq").Silent<OptionAnalyzer>();

    [Fact]
    public Task Silent_without_the_client() => Verify.That(V7, Silent).WithoutClient().WithOption("brokr", "lavinmq").Silent<OptionAnalyzer>();

    [Fact]
    public Task Silent_where_it_is_switched_off() => Verify.That(V7, Silent)
        .WithOption("brokr", "lavinmq")
        .WithEditorConfig("dotnet_diagnostic.RMQ0002.severity = none")
        .Silent<OptionAnalyzer>();

    [Fact]
    public void A_host_that_does_not_list_its_keys_has_none_that_are_unknown() => Assert.Empty(OptionNames.UnknownIn(new GivenOptions("queue_analyzers.brokr", "lavinmq")));
}
