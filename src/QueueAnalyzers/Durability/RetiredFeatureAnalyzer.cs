using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2008: what RabbitMQ 4.3 no longer does, though older brokers did.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetiredFeatureAnalyzer : DeclarationAnalyzer
{
    private protected override DiagnosticDescriptor Rule => DurabilityRules.FeatureIsRetired;

    private protected override void Register(QueueRegistration registration)
    {
        base.Register(registration);
        registration.OnCallSite(CallKind.LimitPrefetch, ArgumentRole.Global, JudgeLimit);
    }

    private protected override IEnumerable<Finding> FindingsIn(DeclarationContext context)
    {
        var queue = context.Declaration;
        if (!queue.IsQueue || queue.MayBePassive || context.Options.Broker == Broker.LavinMQ)
            yield break;
        var contradictions = new Contradictions(queue, context.Options.Broker);
        foreach (var entry in queue.Arguments.Entries)
        {
            if (entry.Name is not null && KnownArguments.Find(ArgumentHolder.Queue, entry.Name) is { } known
                && known.Retires(context.Compilation.Constants.Of(entry.Value).Value) && !contradictions.Include(entry))
                yield return new Finding(entry.Syntax.GetLocation(), $"'{known.Name}'", ProblemOf(known)) { Entry = entry };
        }
    }

    private static void JudgeLimit(CallSiteContext context)
    {
        if (context.Options.Broker != Broker.LavinMQ && context.ConstantOf(ArgumentRole.Global).IsTrue)
        {
            context.Report(
                DurabilityRules.FeatureIsRetired,
                context.LocationOf(ArgumentRole.Global),
                "'global: true'",
                "is treated as false by RabbitMQ 4.3, without an error: the limit holds for each consumer by itself and replaces its own");
        }
    }

    private static string ProblemOf(KnownArgument known) => known.Retirement switch
    {
        Retirement.Refused => "is refused by RabbitMQ 4.3 with this value: '406 PRECONDITION_FAILED - unsupported queue version '1''",
        Retirement.ClosesConnection => "is refused by RabbitMQ 4.3, which closes the connection: '541 INTERNAL_ERROR - Feature `queue_master_locator` is deprecated'",
        _ => "is accepted and ignored by RabbitMQ 4.3",
    };
}
