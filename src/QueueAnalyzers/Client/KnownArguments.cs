using System.Collections.Immutable;

namespace QueueAnalyzers.Client;

/// <summary>
/// The one table of the arguments that brokers know. A broker ignores every other key, so that a misspelt one has no effect and
/// raises no error.
/// </summary>
internal static class KnownArguments
{
    private const QueueTypes ClassicAndQuorum = QueueTypes.Classic | QueueTypes.Quorum;

    private const QueueTypes NoStream = ClassicAndQuorum;

    private const string Measured = "measured: 3.10.8, 4.3.6, LavinMQ 2.9.1";

    private const string Plugin = "documentation of the plugin that reads it; a broker without the plugin ignores it";

    // rabbit_misc:check_expiry/1: ten years.
    private const long LongestExpiry = 315_360_000_000;

    private static readonly ArgumentValue Expiry = ArgumentValue.NonNegative with { Maximum = LongestExpiry };

    /// <summary>The arguments, those of queues first.</summary>
    public static readonly ImmutableArray<KnownArgument> All = ImmutableArray.Create(
        OfQueue("x-queue-type", QueueTypes.All, ArgumentValue.OneOf("classic", "quorum", "stream")) with
        {
            Constant = "XQueueType",
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-message-ttl", ClassicAndQuorum, Expiry) with { Constant = "XMessageTTL", IsDuration = true, ValueOnLavinMQ = ArgumentValue.NonNegative },
        OfQueue("x-expires", ClassicAndQuorum, Expiry with { Minimum = 1 }) with
        {
            Constant = "XExpires",
            IsDuration = true,
            TypesOnLavinMQ = NoStream,
            ValueOnLavinMQ = ArgumentValue.Positive,
        },
        OfQueue("x-dead-letter-exchange", ClassicAndQuorum, ArgumentValue.Text) with { Constant = "XDeadLetterExchange", TypesOnLavinMQ = NoStream },
        OfQueue("x-dead-letter-routing-key", ClassicAndQuorum, ArgumentValue.Text) with
        {
            Constant = "XDeadLetterRoutingKey",
            Requires = "x-dead-letter-exchange",
            TypesOnLavinMQ = NoStream,
        },
        OfQueue("x-dead-letter-strategy", QueueTypes.Quorum, ArgumentValue.OneOf("at-most-once", "at-least-once")) with
        {
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-max-length", ClassicAndQuorum, ArgumentValue.NonNegative) with { Constant = "XMaxLength" },
        OfQueue("x-max-length-bytes", QueueTypes.All, ArgumentValue.NonNegative) with { Constant = "XMaxLengthInBytes" },
        OfQueue("x-overflow", ClassicAndQuorum, ArgumentValue.OneOf("drop-head", "reject-publish", "reject-publish-dlx")) with
        {
            Constant = "XOverflow",
            TypesOnLavinMQ = NoStream,
            ValueOnLavinMQ = ArgumentValue.Text,
        },
        OfQueue("x-max-priority", QueueTypes.Classic, ArgumentValue.NonNegative with { Maximum = 255 }) with
        {
            Constant = "XMaxPriority",
            TypesOnLavinMQ = NoStream,
        },
        OfQueue("x-single-active-consumer", ClassicAndQuorum, ArgumentValue.Flag) with { Constant = "XSingleActiveConsumer", TypesOnLavinMQ = NoStream },
        OfQueue("x-delivery-limit", QueueTypes.Quorum, ArgumentValue.Integer) with
        {
            // RabbitMQ accepts "5" and goes on with its own limit.
            IsIgnoredWithWrongType = true,
            TypesOnLavinMQ = NoStream,
            ValueOnLavinMQ = ArgumentValue.NonNegative,
            Source = Measured,
        },
        OfQueue("x-quorum-initial-group-size", QueueTypes.Quorum, ArgumentValue.Positive) with
        {
            Constant = "XQuorumInitialGroupSize",
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-queue-leader-locator", QueueTypes.All, ArgumentValue.OneOf("client-local", "balanced", "random", "least-leaders") with { TextsSince4 = ImmutableArray.Create("min-masters") }) with
        {
            TypesBefore4 = QueueTypes.Quorum | QueueTypes.Stream,
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-max-in-memory-length", QueueTypes.Quorum, ArgumentValue.NonNegative) with { ValueOnLavinMQ = ArgumentValue.Anything },
        OfQueue("x-max-in-memory-bytes", QueueTypes.Quorum, ArgumentValue.NonNegative) with { ValueOnLavinMQ = ArgumentValue.Anything },
        OfQueue("x-consumer-timeout", QueueTypes.Quorum, ArgumentValue.NonNegative) with { IsDuration = true, Since = new(4, 3) },
        OfQueue("x-consumer-disconnected-timeout", QueueTypes.Quorum, ArgumentValue.NonNegative) with
        {
            Since = new(4, 3),
            IsDuration = true,
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-delayed-retry-type", QueueTypes.Quorum, ArgumentValue.Anything) with { Since = new(4, 3) },
        OfQueue("x-delayed-retry-min", QueueTypes.Quorum, ArgumentValue.Anything) with { IsDuration = true, Since = new(4, 3) },
        OfQueue("x-delayed-retry-max", QueueTypes.Quorum, ArgumentValue.Anything) with { IsDuration = true, Since = new(4, 3) },
        OfQueue("x-max-age", QueueTypes.Stream, ArgumentValue.Text with { Pattern = "^[0-9]+[YMDhms]$", Example = "7D" }) with { Constant = "XMaxAge" },
        OfQueue("x-stream-max-segment-size-bytes", QueueTypes.Stream, ArgumentValue.NonNegative) with
        {
            Constant = "XStreamMaxSegmentSizeInBytes",
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-stream-filter-size-bytes", QueueTypes.Stream, ArgumentValue.Integer with { Minimum = 16, Maximum = 255 }) with
        {
            Since = new(3, 13),
            ValueOnLavinMQ = ArgumentValue.Anything,
        },
        OfQueue("x-initial-cluster-size", QueueTypes.Stream, ArgumentValue.Positive) with { ValueOnLavinMQ = ArgumentValue.Anything },

        // 4.3 no longer looks at the mode's value, and at that of mirroring nobody ever did.
        OfQueue("x-queue-mode", QueueTypes.Classic, ArgumentValue.OneOf("default", "lazy")) with
        {
            Constant = "XQueueMode",
            Retirement = Retirement.Ignored,
            ValueOnLavinMQ = ArgumentValue.Anything,
            Source = Measured,
        },
        OfQueue("x-queue-version", QueueTypes.Classic, ArgumentValue.Integer with { Minimum = 1, Maximum = 2 }) with
        {
            Retirement = Retirement.Refused,
            RetiredValue = 1,
            ValueOnLavinMQ = ArgumentValue.Anything,
            Source = Measured,
        },
        // A value that is none of its texts makes 3.10.8 fail with 541, or give no answer at all.
        OfQueue("x-queue-master-locator", QueueTypes.Classic, ArgumentValue.Several with { Example = "min-masters" }) with
        {
            Retirement = Retirement.ClosesConnection,
            Source = Measured,
        },
        OfMirroring("x-ha-policy"),
        OfMirroring("x-ha-mode"),
        OfMirroring("ha-mode"),
        OfMirroring("ha-params"),
        OfMirroring("ha-sync-mode"),
        OfMirroring("ha-sync-batch-size"),
        OfMirroring("ha-promote-on-shutdown"),
        OfMirroring("ha-promote-on-failure"),

        OfExchange("alternate-exchange", ArgumentValue.Text) with { Constant = "AlternateExchange", Source = Measured },
        OfExchange("x-delayed-type", ArgumentValue.Anything) with { Source = Plugin },
        OfExchange("hash-header", ArgumentValue.Anything) with { Source = Plugin },
        OfExchange("hash-property", ArgumentValue.Anything) with { Source = Plugin },

        OfConsumer("x-priority", ClassicAndQuorum, ArgumentValue.Integer) with { Constant = "XPriority" },
        OfConsumer("x-consumer-timeout", QueueTypes.Quorum, ArgumentValue.NonNegative) with { Since = new(4, 3) },
        OfConsumer("x-stream-offset", QueueTypes.Stream, ArgumentValue.Several with { Example = "first" }) with { Constant = "XStreamOffset" },
        OfConsumer("x-stream-filter", QueueTypes.Stream, ArgumentValue.Anything) with { Since = new(3, 13) },
        OfConsumer("x-stream-match-unfiltered", QueueTypes.Stream, ArgumentValue.Anything) with { Since = new(3, 13) },
        OfConsumer("x-cancel-on-ha-failover", QueueTypes.All, ArgumentValue.Flag) with
        {
            TypesBefore4 = QueueTypes.Classic,
            Retirement = Retirement.Ignored,
            ValueOnLavinMQ = ArgumentValue.Anything,
            Source = Measured,
        });

    private static readonly ImmutableDictionary<(ArgumentHolder, string), KnownArgument> ByName =
        All.ToImmutableDictionary(known => (known.Holder, known.Name));

    /// <summary>The argument of that name.</summary>
    /// <returns>The argument, or <see langword="null"/> when no broker knows it.</returns>
    public static KnownArgument? Find(ArgumentHolder holder, string name) => ByName.TryGetValue((holder, name), out var known) ? known : null;

    /// <summary>The name that a misspelt key is meant to be.</summary>
    /// <returns>The name of an argument of that holder, or <see langword="null"/> when the key is no misspelling of one.</returns>
    public static string? MeantBy(ArgumentHolder holder, string key)
    {
        if (Find(holder, key) is not null)
            return null;
        var names = All.Where(known => known.Holder == holder && known.Retirement == Retirement.None).Select(known => known.Name);
        var spelling = key.ToLowerInvariant().Replace('_', '-');
        return Spelling.NearestOf(spelling, names) ?? (spelling.StartsWith("x-", StringComparison.Ordinal) ? null : Spelling.NearestOf("x-" + spelling, names));
    }

    private static KnownArgument OfQueue(string name, QueueTypes types, ArgumentValue value) => new(name, ArgumentHolder.Queue, types, value);

    private static KnownArgument OfExchange(string name, ArgumentValue value) => new(name, ArgumentHolder.Exchange, QueueTypes.All, value);

    private static KnownArgument OfConsumer(string name, QueueTypes types, ArgumentValue value) =>
        new(name, ArgumentHolder.Consumer, types, value) { Source = "rabbit_amqqueue:consume_args/0 and capabilities/0 of the queue types, 3.10.8 and 4.3.6" };

    private static KnownArgument OfMirroring(string name) =>
        OfQueue(name, QueueTypes.All, ArgumentValue.Anything) with { Retirement = Retirement.Ignored, Source = Measured };
}
