using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Options;

/// <summary>The options that hold for a file, typed. They are declared in <see cref="DeclaredOptions"/>.</summary>
internal sealed class QueueOptions
{
    private readonly AnalyzerConfigOptions _config;

    private QueueOptions(AnalyzerConfigOptions config) => _config = config;

    /// <summary>Documentation ids of methods that settle the delivery they are given.</summary>
    public ImmutableArray<string> SettleMethods => DeclaredOptions.SettleMethods.In(_config);

    /// <summary>Documentation ids of methods without source that give or make persistent properties.</summary>
    public ImmutableArray<string> PersistentPropertyMethods => DeclaredOptions.PersistentPropertyMethods.In(_config);

    /// <summary>Whether a message that is marked as transient on purpose is reported as well.</summary>
    public bool ReportExplicitTransient => DeclaredOptions.ReportExplicitTransient.In(_config);

    /// <summary>The prefetch limit that fixes write.</summary>
    public ushort PrefetchCount => DeclaredOptions.PrefetchCount.In(_config);

    /// <summary>Whether rules are silent in test projects.</summary>
    public bool ExcludeTestProjects => DeclaredOptions.ExcludeTestProjects.In(_config);

    /// <summary>The broker that the program talks to.</summary>
    public Broker Broker => DeclaredOptions.Broker.In(_config);

    /// <summary>The options that hold for a file.</summary>
    public static QueueOptions Of(AnalyzerOptions options, SyntaxTree tree) => Of(options.AnalyzerConfigOptionsProvider, tree);

    /// <summary>The options that hold for a file.</summary>
    public static QueueOptions Of(AnalyzerConfigOptionsProvider config, SyntaxTree tree) => new(config.GetOptions(tree));

    /// <summary>Whether messages of the queue may be lost on purpose.</summary>
    /// <param name="queue">The queue's name; <see langword="null"/> when it is unknown, and then they may not.</param>
    public bool IsAtMostOnce(string? queue) => queue is not null && DeclaredOptions.AtMostOnceQueues.Includes(queue, _config);

    /// <summary>Whether a plugin or another broker knows the argument.</summary>
    public bool IsKnownArgument(string key) => DeclaredOptions.KnownArguments.Includes(key, _config);
}
