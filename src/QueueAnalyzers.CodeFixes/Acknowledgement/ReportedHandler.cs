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

    /// <summary>What its registrations consume on; when none is in sight, what it settles on itself.</summary>
    public ImmutableArray<IOperation?> Receivers { get; }

    public Exploration Paths => Source.Compilation.Settlements.PathsOf(Source.Handler);

    /// <summary>Finds the handler at a location.</summary>
    /// <returns>The handler, or <see langword="null"/> when only some of its consumers are in sight, or its source cannot be edited.</returns>
    public static async Task<ReportedHandler?> AtAsync(Location location, FixContext context)
    {
        if (context.Compilation.Handlers.All.FirstOrDefault(handler => IsAt(handler.Location, location)) is not { } handler
            || await HandlerSource.OfAsync(handler, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false) is not { } source)
            return null;
        // What it settles on elsewhere is the channel, where nobody in sight says on which one it consumes.
        if (context.Compilation.Handlers.ConsumesOf(handler).FirstOrDefault() is not { } consume)
        {
            var settles = source.Compilation.Settlements.Of(source.Handler).Settles.Where(settle => settle.IsTraced && settle.InHandler == settle.Call.Invocation);
            return new ReportedHandler(source, settles.Select(settle => settle.Call.Receiver).ToImmutableArray());
        }

        return await SharedRegistrations.OfAsync(new CallSite(consume, context.Compilation.Assignments), context).ConfigureAwait(false) is { AreKnown: true } registrations
            ? new ReportedHandler(source, registrations.Receivers)
            : null;
    }

    private static bool IsAt(Location handler, Location location) =>
        handler.SourceTree?.FilePath == location.SourceTree?.FilePath && handler.SourceSpan == location.SourceSpan;
}
