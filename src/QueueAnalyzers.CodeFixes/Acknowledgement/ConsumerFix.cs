using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Makes a consumer acknowledge for itself: the registrations ask for it, and the handler does it.</summary>
internal static class ConsumerFix
{
    /// <summary>Plans the fix of the consumer that a call registers.</summary>
    /// <param name="context">The report.</param>
    /// <param name="site">The registration.</param>
    /// <param name="rejectsFailures">Whether a failed delivery is given back.</param>
    /// <returns>The plan, or <see langword="null"/> when it is not certain that every delivery gets settled once.</returns>
    public static async Task<EditPlan?> PlanAsync(FixContext context, CallSite site, bool rejectsFailures)
    {
        var solution = context.Document.Project.Solution;
        var plan = new EditPlan();
        var handlers = context.Compilation.Consumers.HandlersOf(site.Call).Handlers;
        if (handlers.Any(handler => Forgets(handler, context.Compilation)))
            return null;
        if (handlers.Any(handler => Settles(handler, context.Compilation)))
            return await FlagEdits.TryPlanAsync(plan, site, context.Compilation, solution, context.CancellationToken).ConfigureAwait(false) ? Limited(plan, site, context.Compilation, solution) : null;

        if (await SharedRegistrations.OfAsync(site, context).ConfigureAwait(false) is not { AreKnown: true } registrations)
            return null;
        if (!await TryPlanFlagsAsync(plan, registrations, solution, context.CancellationToken).ConfigureAwait(false))
            return null;

        var sources = ImmutableArray.CreateBuilder<HandlerSource>();
        foreach (var handler in registrations.Handlers)
        {
            if (await HandlerSource.OfAsync(handler, solution, context.CancellationToken).ConfigureAwait(false) is not { } source || Forgets(source.Handler, source.Compilation))
                return null;
            sources.Add(source);
        }

        var fates = sources.Select(source => source.Compilation.Settlements.Of(source.Handler)).ToImmutableArray();
        if (fates.Any(fate => !fate.Settles.IsEmpty))
            return plan.IsEmpty ? null : Limited(plan, registrations, solution);
        return fates.All(fate => fate.IsNeverSettled)
            && HandlerRewriting.TryPlan(plan, sources[sources.Count - 1], registrations.Receivers, rejectsFailures)
                ? Limited(plan, registrations, solution)
                : null;
    }

    /// <summary>Plans to turn automatic acknowledgement off for all that share a handler which settles already.</summary>
    public static async Task<EditPlan?> PlanFlagsAsync(FixContext context, CallSite site)
    {
        var plan = new EditPlan();
        return await SharedRegistrations.OfAsync(site, context).ConfigureAwait(false) is { AreKnown: true } registrations
            && await TryPlanFlagsAsync(plan, registrations, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false)
                ? Limited(plan, registrations, context.Document.Project.Solution)
                : null;
    }

    private static EditPlan Limited(EditPlan plan, SharedRegistrations registrations, Solution solution) =>
        registrations.All.Aggregate(plan, (limited, registration) => Limited(limited, registration.Site, registration.Compilation, solution));

    /// <summary>The plan, with a prefetch limit if the consumer has none: automatic acknowledgement needed none, for it knows no limit.</summary>
    private static EditPlan Limited(EditPlan plan, CallSite site, QueueCompilation compilation, Solution solution)
    {
        // Without a place for the limit the acknowledgement is still right, and RMQ1013 tells of the rest.
        if (PrefetchLimit.IsMissing(site, compilation) && PrefetchEdits.Plan(site.Call, compilation, solution) is { } limit)
            plan.TryMerge(limit);
        return plan;
    }

    private static async Task<bool> TryPlanFlagsAsync(EditPlan plan, SharedRegistrations registrations, Solution solution, CancellationToken cancellationToken)
    {
        foreach (var registration in registrations.All)
        {
            if (registration.IsAutomatic == true
                && !await FlagEdits.TryPlanAsync(plan, registration.Site, registration.Compilation, solution, cancellationToken).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private static bool Settles(DeliveryHandler handler, QueueCompilation compilation) => !compilation.Settlements.Of(handler).Settles.IsEmpty;

    /// <summary>Whether a handler that settles comes to an end without: a delivery that is acknowledged automatically needs nothing there, any other would be stuck.</summary>
    private static bool Forgets(DeliveryHandler handler, QueueCompilation compilation) =>
        Settles(handler, compilation)
        && compilation.Settlements.PathsOf(handler) is { IsComplete: true } paths
        && paths.Exits.Any(exit => exit.Paths.Any(path => path.IsForgotten));
}
