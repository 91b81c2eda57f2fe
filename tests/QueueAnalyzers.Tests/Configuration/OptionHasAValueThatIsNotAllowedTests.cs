using QueueAnalyzers.Configuration;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Tests.Configuration;

/// <summary>RMQ0001.</summary>
public class OptionHasAValueThatIsNotAllowedTests
{
    private const string Reported = "{|RMQ0001:|}public class Program;\n";
    private const string Silent = "public class Program;\n";

    [Theory, AllClients("lavin", "rabbit mq", "4.3", "")]
    public Task Reports_an_unknown_broker(ClientVersion version, string value) => Reports(
        version, "broker", value, $"Option 'queue_analyzers.broker' has the value '{value}', which is not allowed and has no effect: it takes rabbitmq or lavinmq");

    [Theory, AllGenerations("0", "-1", "65536", "10.5", "ten", "1_000")]
    public Task Reports_a_limit_that_is_none(ClientVersion version, string value) => Reports(
        version, "prefetch_count", value, $"Option 'queue_analyzers.prefetch_count' has the value '{value}', which is not allowed and has no effect: it takes a whole number from 1 to 65535");

    [Theory, AllGenerations("exclude_test_projects", "report_explicit_transient")]
    public Task Reports_a_flag_that_is_neither_true_nor_false(ClientVersion version, string option) => Reports(
        version, option, "yes", $"Option 'queue_analyzers.{option}' has the value 'yes', which is not allowed and has no effect: it takes true or false");

    [Theory, AllGenerations("Acme.Deliveries.Complete", "M:Complete", "M:Acme.Deliveries.Complete(System.UInt64", "T:Acme.Deliveries", "M:Acme.Deliveries.Complete()")]
    public Task Reports_what_is_no_documentation_id_of_a_method(ClientVersion version, string id) => Reports(
        version,
        "settle_methods",
        $"M:Acme.Deliveries.Complete(System.UInt64,System.Boolean), {id}",
        $"Option 'queue_analyzers.settle_methods' has the value '{id}', which is not allowed and has no effect: it takes documentation ids of methods, as in M:Acme.Messaging.Deliveries.Complete(System.UInt64)");

    [Fact]
    public Task Reports_an_option_and_a_value_once() => Verify.That(V7, Silent)
        .WithDocument("A.cs", "{|RMQ0001:|}public class A;\n")
        .WithDocument("Zebra/Z.cs", "public class Z;\n")
        .WithOption("broker", "lavin")
        .Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_each_wrong_item_of_a_list() => Verify.That(V7, "{|RMQ0001:|}{|RMQ0001:|}public class Program;\n")
        .WithOption("persistent_property_methods", "Acme.Durable, M:Acme.Properties.Durable, Acme.Persistent")
        .Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_each_value_in_the_first_file_of_its_folder() => Verify.That(V7, Silent)
        .WithDocument("Orders/A.cs", "{|RMQ0001:|}public class A;\n")
        .WithDocument("Orders/B.cs", "public class B;\n")
        .WithDocument("Returns/C.cs", "{|RMQ0001:|}public class C;\n")
        .WithOption("broker", "lavinmq")
        .WithEditorConfigFile("Test/Orders/", "[*.cs]\nqueue_analyzers.broker = lavin\n")
        .WithEditorConfigFile("Test/Returns/", "[*.cs]\nqueue_analyzers.broker = rabbit\n")
        .Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_a_global_configuration() => Verify.That(V7, Reported).WithGlobalConfig("queue_analyzers.prefetch_count", "many").Reports<OptionAnalyzer>();

    [Fact]
    public Task Reports_in_no_generated_file() => Verify.That(V7, Reported)
        .WithDocument("A.g.cs", "public class A;\n")
        .WithOption("broker", "lavin")
        .Reports<OptionAnalyzer>();

    [Theory, AllClients]
    public Task Silent_about_values_that_are_allowed(ClientVersion version) => Verify.That(version, Silent)
        .WithOption("at_most_once_queues", "metrics.*, heartbeat")
        .WithOption("broker", "LavinMQ")
        .WithOption("exclude_test_projects", "True")
        .WithOption("known_arguments", "x-acme-*")
        .WithOption("persistent_property_methods", "M:Acme.Properties.Durable(RabbitMQ.Client.IModel), M:Acme.Properties.Persistent")
        .WithOption("prefetch_count", "65535")
        .WithOption("report_explicit_transient", "false")
        .WithOption("settle_methods", "M:Acme.Deliveries`1.Complete``1(System.Collections.Generic.Dictionary{System.String,``0},System.UInt64[])")
        .Silent<OptionAnalyzer>();

    [Theory]
    [InlineData("broker")]
    [InlineData("prefetch_count")]
    [InlineData("exclude_test_projects")]
    [InlineData("settle_methods")]
    public Task Silent_about_a_value_that_is_taken_back(string option) => Verify.That(V7, Silent).WithOption(option, "unset").Silent<OptionAnalyzer>();

    [Theory]
    [InlineData("settle_methods")]
    [InlineData("at_most_once_queues")]
    public Task Silent_about_an_empty_list(string option) => Verify.That(V7, Silent).WithOption(option, "").Silent<OptionAnalyzer>();

    [Fact]
    public Task Silent_without_the_client() => Verify.That(V7, Silent).WithoutClient().WithOption("broker", "lavin").Silent<OptionAnalyzer>();

    [Fact]
    public Task Silent_where_it_is_switched_off() => Verify.That(V7, Silent)
        .WithOption("broker", "lavin")
        .WithEditorConfig("dotnet_diagnostic.RMQ0001.severity = none")
        .Silent<OptionAnalyzer>();

    /// <summary>Whatever stands there: what is not allowed counts as not given.</summary>
    [Theory]
    [InlineData("broker", "lavin")]
    [InlineData("broker", "unset")]
    [InlineData("prefetch_count", "many")]
    public void A_value_that_is_not_allowed_has_no_effect(string name, string value)
    {
        var option = DeclaredOptions.All.Single(option => option.Name == name);
        var config = new GivenOptions(option.Key, value);

        Assert.Equal(Broker.RabbitMQ, DeclaredOptions.Broker.In(config));
        Assert.Equal(10, DeclaredOptions.PrefetchCount.In(config));
    }

    private static Task Reports(ClientVersion version, string option, string value, string message) =>
        Verify.That(version, Reported).WithOption(option, value).WithMessages(message).Reports<OptionAnalyzer>();
}
