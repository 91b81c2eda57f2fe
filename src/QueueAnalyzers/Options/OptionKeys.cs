namespace QueueAnalyzers.Options;

/// <summary>The keys of the options, as users write them.</summary>
internal static class OptionKeys
{
    private const string Prefix = "queue_analyzers.";

    public const string AtMostOnceQueues = Prefix + "at_most_once_queues";
    public const string SettleMethods = Prefix + "settle_methods";
    public const string PersistentPropertyMethods = Prefix + "persistent_property_methods";
    public const string KnownArguments = Prefix + "known_arguments";
    public const string ReportExplicitTransient = Prefix + "report_explicit_transient";
    public const string ExcludeTestProjects = Prefix + "exclude_test_projects";
    public const string PrefetchCount = Prefix + "prefetch_count";
    public const string Broker = Prefix + "broker";
}
