using System.Collections.Immutable;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>All registrations of consumers that share a handler, in the order of the source: what one handler does wrong is one mistake.</summary>
internal sealed class Registrations
{
    private readonly ImmutableArray<CallSite> _sites;

    private Registrations(ImmutableArray<CallSite> sites) => _sites = sites;

    /// <summary>
    /// The registrations whose consumer has a handler in common with that of <paramref name="site"/>; the site is among them. For a
    /// fetch these are its own call sites: what follows it is its handler.
    /// </summary>
    public static Registrations Of(CallSite site, QueueCompilation compilation)
    {
        var handlers = site.Call.Kind == CallKind.Consume ? compilation.Consumers.HandlersOf(site.Call).Handlers : ImmutableArray<DeliveryHandler>.Empty;
        var calls = handlers.IsEmpty
            ? ImmutableArray.Create(site.Call)
            : compilation.Calls.All.Where(call => call.Kind == CallKind.Consume && SharesHandler(call));
        return new Registrations(calls
            .SelectMany(call => compilation.Wrappers.SitesOf(call, ArgumentRole.AutoAck).DefaultIfEmpty(new CallSite(call, compilation.Assignments)))
            .OrderBy(found => found.Invocation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(found => found.Invocation.Syntax.SpanStart)
            .ToImmutableArray());

        bool SharesHandler(ClientCall call) => compilation.Consumers.HandlersOf(call).Handlers
            .Any(handler => handlers.Any(known => known.Declaration == handler.Declaration));
    }

    /// <summary>Whether every registration is known to acknowledge in that way.</summary>
    public bool AreAll(QueueCompilation compilation, bool acknowledgesAutomatically) =>
        _sites.All(site => compilation.Constants.Of(site.Argument(ArgumentRole.AutoAck)?.Value).Value is bool automatic && automatic == acknowledgesAutomatically);

    /// <summary>Whether the site is the first of them, the one that reports.</summary>
    public bool IsFirst(CallSite site) => _sites.IsEmpty || _sites[0].Invocation.Syntax == site.Invocation.Syntax;
}
