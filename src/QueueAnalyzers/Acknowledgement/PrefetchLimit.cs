using QueueAnalyzers.Client;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What RMQ1013, RMQ1016 and their fixes ask of a consumer: whether anything limits how much it holds at once.</summary>
internal static class PrefetchLimit
{
    /// <summary>
    /// Whether the consumer that a call registers lacks a limit, if it acknowledges by itself: the queue outlives the connection and
    /// has more than replies in it, and nobody can have called <c>BasicQos</c> on the channel.
    /// </summary>
    public static bool IsMissing(CallSite consume, QueueCompilation compilation)
    {
        var queue = consume.Argument(ArgumentRole.Queue)?.Value;
        return IsMissingOn(consume.Call, compilation)
            && !compilation.Queues.IsTemporary(queue)
            && !QueueNames.IsReplyPseudoQueue(compilation.Constants.Of(queue).Text);
    }

    /// <summary>
    /// Whether the channel of a consumer surely has no limit: it is created in sight, code out of sight does not get hold of it,
    /// and nobody in sight calls <c>BasicQos</c> on it.
    /// </summary>
    public static bool IsMissingOn(ClientCall consume, QueueCompilation compilation)
    {
        var channels = compilation.Channels.OriginsOf(consume.Receiver);
        return channels.AreAll && channels.Known.All(channel => !channel.IsHandedOut && !channel.Has(CallKind.LimitPrefetch));
    }
}
