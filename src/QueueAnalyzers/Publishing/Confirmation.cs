using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>
    /// Whether messages are published on the channel, and all that can be told of their confirms is in sight, where nobody waits for
    /// them and no handler is attached.
    /// </summary>
    public static bool IsUnheard(ChannelOrigin channel, QueueCompilation compilation) =>
        !channel.IsHandedOut
        && !channel.Has(CallKind.WaitForConfirms) && !channel.Has(CallKind.WaitForConfirmsOrDie)
        && !channel.IsSubscribed("BasicAcks") && !channel.IsSubscribed("BasicNacks")
        && channel.Calls.Any(call => IsOf(call, compilation));

    /// <summary>
    /// Whether a message that the broker returns surely reaches nobody: no handler of <c>BasicReturn</c> is attached, and in 7.x no
    /// tracking turns the return into an exception.
    /// </summary>
    public static bool LosesReturns(ChannelOrigin channel, QueueCompilation compilation) =>
        !channel.IsHandedOut
        && !channel.IsSubscribed("BasicReturn")
        && (compilation.Client.Generation != ClientGeneration.V7 || channel.Options.Confirmations.IsFalse || channel.Options.Tracking.IsFalse);

    /// <summary>Whether the type around a call attaches a handler to an event of channels of one of these names, with or without <c>Async</c>.</summary>
    public static bool IsHeardIn(ClientCall call, QueueCompilation compilation, params string[] events) =>
        compilation.Queues.TypeAround(call.Invocation)?.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>())
            .Any(subscription => subscription.IsKind(SyntaxKind.AddAssignmentExpression)
                && ((subscription.Left as MemberAccessExpressionSyntax)?.Name ?? subscription.Left as SimpleNameSyntax ?? (subscription.Left as MemberBindingExpressionSyntax)?.Name) is { } name
                && Array.Exists(events, known => name.Identifier.ValueText == known || name.Identifier.ValueText == known + "Async")
                && compilation.SymbolOf(name) is IEventSymbol) == true;

    private static bool MustArrive(Destination destination, QueueCompilation compilation) =>
        !destination.IsReply && !(destination.Queue is { } queue && compilation.Queues.IsTemporary(queue));
}
