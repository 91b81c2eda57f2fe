using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What RMQ1003 reports of consumers, and where RMQ1013 therefore has nothing to add.</summary>
internal static class NeverSettledConsumer
{
    /// <summary>Whether a registration promises to settle, and no handler of its consumer ever does.</summary>
    public static bool Include(CallSiteContext context)
    {
        var handlers = context.Compilation.Consumers.HandlersOf(context.Site.Call);
        return context.ConstantOf(ArgumentRole.AutoAck).IsFalse
            && handlers.AreAll
            && !handlers.Handlers.IsEmpty
            && handlers.Handlers.All(handler => context.Compilation.Settlements.Of(handler).IsNeverSettled)
            && handlers.Handlers.Any(handler => HandlerEnds.Include(handler, context.Compilation))
            && !QueueNames.IsReplyPseudoQueue(context.ConstantOf(ArgumentRole.Queue).Text)
            && Registrations.Of(context.Site, context.Compilation).AreAll(context.Compilation, acknowledgesAutomatically: false);
    }
}
