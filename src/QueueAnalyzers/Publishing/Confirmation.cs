using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Publishing;

/// <summary>What RMQ3002, RMQ3003 and their fixes ask of a channel: whether the broker tells it what has become of a message.</summary>
internal static class Confirmation
{
    /// <summary>
    /// Whether the broker surely confirms nothing on the channel. In 7.x its options decide, which nobody can change later; in
    /// 5.x and 6.x any code that gets hold of the channel may ask for confirms.
    /// </summary>
    public static bool IsMissing(ChannelOrigin channel, QueueCompilation compilation)
    {
        if (channel.Has(CallKind.SelectConfirms) || channel.Has(CallKind.SelectTransaction))
            return false;
        return compilation.Client.Generation == ClientGeneration.V7 ? channel.Options.Confirmations.IsFalse : !channel.IsHandedOut;
    }

    /// <summary>Whether the call publishes something that should not get lost: no reply, and nothing for a queue that dies with its connection.</summary>
    public static bool IsOf(ClientCall call, QueueCompilation compilation) =>
        !Rehearsals.Include(call.Invocation)
        && (call.Kind == CallKind.CreatePublishBatch || (call.Kind == CallKind.Publish && MustArrive(Destination.Of(call, compilation), compilation)));

    private static bool MustArrive(Destination destination, QueueCompilation compilation) =>
        !destination.IsReply && !(destination.Queue is { } queue && compilation.Queues.IsTemporary(queue));
}
