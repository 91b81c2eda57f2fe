using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1017: a requeue that does not bring the message nearer to its delivery limit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UncountedRequeueAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.RequeueIsNotCounted);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.NegativelyAcknowledge, Judge);

    private static void Judge(CallSiteContext context)
    {
        var compilation = context.Compilation;
        if (context.Options.Broker != Broker.RabbitMQ || !context.ConstantOf(ArgumentRole.Multiple).IsFalse)
            return;
        // However many callers of a wrapper requeue, there is one call to be changed.
        var isRequeue = compilation.Wrappers.SitesOf(context.Site.Call, ArgumentRole.Requeue).Append(context.Site).Any(site =>
            compilation.Constants.Of(site.Argument(ArgumentRole.Requeue)?.Value).IsTrue
            && !UncountedRequeue.IsExcused(site.Invocation, compilation)
            && UnlimitedRequeue.OriginOf(site, compilation, Broker.RabbitMQ) is null
            && UncountedRequeue.CountedByHeader(site, compilation) is null);
        if (!isRequeue)
            return;

        var origins = compilation.Origins.Of(context.Site.Call).ToList();
        if (origins.Count == 0 || origins.Any(origin => !origin.IsAutomatic(compilation) && !UncountedRequeue.IsNoQuorumQueue(origin, compilation)))
            context.Report(AcknowledgementRules.RequeueIsNotCounted, context.Site.NameLocation, origins.FirstOrDefault()?.QueueIn(compilation) ?? "the queue");
    }
}
