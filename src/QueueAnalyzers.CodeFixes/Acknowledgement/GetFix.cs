using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Acknowledgement;

internal static class GetFix
{
    public static Task<EditPlan?> PlanAsync(FixContext context, CallSite site) => Task.FromResult<EditPlan?>(null);
}
