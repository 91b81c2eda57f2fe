using System.Collections.Immutable;

namespace QueueAnalyzers.Client;

/// <summary>All registrations of consumers that share a handler, in the order of the source: what one handler does wrong is one mistake.</summary>
internal sealed class Registrations
{
    private readonly ImmutableArray<CallSite> _sites;

    private Registrations(ImmutableArray<CallSite> sites) => _sites = sites;

    /// <summary>The registrations that bring deliveries to a handler; none in sight says nothing about those out of sight.</summary>
    public static Registrations Of(DeliveryHandler handler, QueueCompilation compilation) => Of(compilation.Handlers.ConsumesOf(handler), compilation);

    /// <summary>
    /// The registrations whose consumer has a handler in common with that of <paramref name="site"/>; the site is among them. For a
    /// fetch these are its own call sites: what follows it is its handler.
    /// </summary>
    public static Registrations Of(CallSite site, QueueCompilation compilation)
    {
        var handlers = site.Call.Kind == CallKind.Consume ? compilation.Consumers.HandlersOf(site.Call).Handlers : ImmutableArray<DeliveryHandler>.Empty;
        return Of(handlers.IsEmpty ? new[] { site.Call } : handlers.SelectMany(handler => compilation.Handlers.ConsumesOf(handler)).Distinct(), compilation);
    }

    /// <summary>The queue of the first of them, inside a sentence: <c>queue 'orders'</c>, or <c>the queue</c> when its name is not constant.</summary>
    public string QueueIn(QueueCompilation compilation) =>
        _sites.IsEmpty || QueueOf(_sites[0], compilation) is not { Length: > 0 } name ? "the queue" : $"queue '{name}'";

    /// <summary>Whether one of them takes replies over a pseudo-queue of the broker.</summary>
    public bool TakeReplies(QueueCompilation compilation) => _sites.Any(site => QueueNames.IsReplyPseudoQueue(QueueOf(site, compilation)));

    /// <summary>Whether every registration is known to acknowledge in that way.</summary>
    public bool AreAll(QueueCompilation compilation, bool acknowledgesAutomatically) =>
        _sites.All(site => compilation.Constants.Of(site.Argument(ArgumentRole.AutoAck)?.Value).Value is bool automatic && automatic == acknowledgesAutomatically);

    /// <summary>Whether the site is the first of them, the one that reports.</summary>
    public bool IsFirst(CallSite site) => _sites.IsEmpty || _sites[0].Invocation.Syntax == site.Invocation.Syntax;

    private static Registrations Of(IEnumerable<ClientCall> consumes, QueueCompilation compilation) => new(consumes
        .SelectMany(call => compilation.Wrappers.SitesOf(call, ArgumentRole.AutoAck).DefaultIfEmpty(new CallSite(call, compilation.Assignments)))
        .OrderBy(found => found.Invocation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(found => found.Invocation.Syntax.SpanStart)
        .ToImmutableArray());

    private static string? QueueOf(CallSite site, QueueCompilation compilation) => compilation.Constants.Of(site.Argument(ArgumentRole.Queue)?.Value).Text;
}
