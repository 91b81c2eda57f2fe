using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Options;

/// <summary>
/// The options of a file, typed. They are read from editorconfig files under the keys <c>queue_analyzers.…</c>; a value that
/// cannot be read counts as not given.
/// </summary>
internal sealed class QueueOptions
{
    // A documentation id has commas between its parameters.
    private static readonly Regex Separator = new(@"[,;](?![^()]*\))");

    private readonly AnalyzerConfigOptions _config;

    private QueueOptions(AnalyzerConfigOptions config) => _config = config;

    /// <summary>Names or globs of queues whose messages may be lost on purpose.</summary>
    public ImmutableArray<string> AtMostOnceQueues => List(OptionKeys.AtMostOnceQueues);

    /// <summary>Documentation ids of methods without source that settle the delivery they are given.</summary>
    public ImmutableArray<string> SettleMethods => List(OptionKeys.SettleMethods);

    /// <summary>Documentation ids of methods without source that give or make persistent properties.</summary>
    public ImmutableArray<string> PersistentPropertyMethods => List(OptionKeys.PersistentPropertyMethods);

    /// <summary>Names or globs of arguments that a plugin or another broker knows.</summary>
    public ImmutableArray<string> KnownArguments => List(OptionKeys.KnownArguments);

    /// <summary>Whether a message that is marked as transient on purpose is reported as well.</summary>
    public bool ReportExplicitTransient => Flag(OptionKeys.ReportExplicitTransient);

    /// <summary>The prefetch limit that fixes write: 1 to 65535, and 10 if nothing is said.</summary>
    public ushort PrefetchCount =>
        ushort.TryParse(Text(OptionKeys.PrefetchCount), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : (ushort)10;

    /// <summary>Whether rules are silent in test projects.</summary>
    public bool ExcludeTestProjects => Flag(OptionKeys.ExcludeTestProjects);

    /// <summary>The broker that the program talks to.</summary>
    public Broker Broker => string.Equals(Text(OptionKeys.Broker), "lavinmq", StringComparison.OrdinalIgnoreCase) ? Broker.LavinMQ : Broker.RabbitMQ;

    /// <summary>The options that hold for a file.</summary>
    public static QueueOptions Of(AnalyzerOptions options, SyntaxTree tree) => new(options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    /// <summary>Whether messages of the queue may be lost on purpose.</summary>
    /// <param name="queue">The queue's name; <see langword="null"/> when it is unknown, and then they may not.</param>
    public bool IsAtMostOnce(string? queue) => queue is not null && AtMostOnceQueues.Any(glob => Matches(glob, queue));

    /// <summary>Whether a plugin or another broker knows the argument.</summary>
    public bool IsKnownArgument(string key) => KnownArguments.Any(glob => Matches(glob, key));

    private static bool Matches(string glob, string name) =>
        Regex.IsMatch(name, "^" + Regex.Escape(glob).Replace("\\*", ".*").Replace("\\?", ".") + "$", RegexOptions.CultureInvariant);

    private string? Text(string key) => _config.TryGetValue(key, out var value) ? value.Trim() : null;

    private bool Flag(string key) => string.Equals(Text(key), "true", StringComparison.OrdinalIgnoreCase);

    private ImmutableArray<string> List(string key) =>
        Text(key) is { } text
            ? Separator.Split(text).Select(item => item.Trim()).Where(item => item.Length > 0).ToImmutableArray()
            : ImmutableArray<string>.Empty;
}
