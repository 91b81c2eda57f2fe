using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The one handler of a consumer that a report on its paths is about.</summary>
internal sealed class ReportedHandler
{
    private ReportedHandler(HandlerSource source, ImmutableArray<IOperation?> receivers)
    {
        Source = source;
        Receivers = receivers;
    }

    public HandlerSource Source { get; }

    /// <summary>What its registrations consume on.</summary>
    public ImmutableArray<IOperation?> Receivers { get; }

    public Exploration Paths => Source.Compilation.Settlements.PathsOf(Source.Handler);

    /// <summary>Finds the handler at a location.</summary>
    /// <returns>The handler, or <see langword="null"/> when it may serve a consumer that is out of sight.</returns>
    public static async Task<ReportedHandler?> AtAsync(Location location, FixContext context)
    {
        // The report does not tell who registers the handler.
        foreach (var call in context.Compilation.Calls.All.Where(call => call.Kind == CallKind.Consume))
        {
            if (context.Compilation.Consumers.HandlersOf(call).Handlers is not [var handler]
                || handler.Location.SourceTree?.FilePath != location.SourceTree?.FilePath
                || handler.Location.SourceSpan != location.SourceSpan)
                continue;
            return await SharedRegistrations.OfAsync(new CallSite(call, context.Compilation.Assignments), context).ConfigureAwait(false) is { AreKnown: true } registrations
                && await HandlerSource.OfAsync(handler, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false) is { } source
                    ? new ReportedHandler(source, registrations.Receivers)
                    : null;
        }

        return null;
    }
}
