using System.Collections.Immutable;

namespace QueueAnalyzers.Options;

/// <summary>All options there are: the one place where an option is defined.</summary>
internal static class DeclaredOptions
{
    public static readonly NamesOption AtMostOnceQueues = new(
        "at_most_once_queues",
        "names of queues, separated by commas",
        "Queues whose messages may be lost.",
        "RMQ1001", "RMQ1002", "RMQ1012", "RMQ2001", "RMQ2007", "RMQ3001");

    public static readonly BrokerOption Broker = new(
        "broker",
        "The broker that the program talks to.",
        "RMQ1011", "RMQ1013", "RMQ1014", "RMQ1015", "RMQ1016", "RMQ1017", "RMQ1019",
        "RMQ2001", "RMQ2003", "RMQ2004", "RMQ2005", "RMQ2006", "RMQ2007", "RMQ2008",
        "RMQ3001", "RMQ3008");

    public static readonly FlagOption ExcludeTestProjects = new(
        "exclude_test_projects",
        "Makes all rules silent in projects that reference a test framework.");

    public static readonly NamesOption KnownArguments = new(
        "known_arguments",
        "keys of arguments, separated by commas",
        "Arguments of queues and exchanges that a plugin or another broker knows.",
        "RMQ2005");

    public static readonly MethodsOption PersistentPropertyMethods = new(
        "persistent_property_methods",
        "Methods without source that return persistent properties, or make the ones they are given persistent.",
        "RMQ3001");

    public static readonly NumberOption PrefetchCount = new(
        "prefetch_count",
        10,
        "The prefetch limit that fixes write where there is none.",
        "RMQ1001", "RMQ1003", "RMQ1009", "RMQ1013", "RMQ1016");

    public static readonly FlagOption ReportExplicitTransient = new(
        "report_explicit_transient",
        "Reports messages that are marked as transient on purpose as well.",
        "RMQ3001");

    public static readonly MethodsOption SettleMethods = new(
        "settle_methods",
        "Methods without source that settle the delivery they are given.",
        "RMQ1001", "RMQ1002", "RMQ1003", "RMQ1004", "RMQ1005", "RMQ1008", "RMQ1009");

    /// <summary>The options, in the order of their names.</summary>
    public static readonly ImmutableArray<Option> All = ImmutableArray.Create<Option>(
        AtMostOnceQueues, Broker, ExcludeTestProjects, KnownArguments, PersistentPropertyMethods, PrefetchCount, ReportExplicitTransient, SettleMethods);
}
