using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3006: messages that an exchange drops because no binding matches, without anybody being told.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnroutableMessageAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.UnroutableMessageIsDropped);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCallSite(CallKind.Publish, ArgumentRole.Mandatory, Judge);
        registration.OnCall(CallKind.AddToBatch, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        // An overload without the parameter publishes as if it were false.
        if (context.Site.Argument(ArgumentRole.Mandatory) is { } mandatory
            && (!context.Compilation.Constants.Of(mandatory.Value).IsFalse || !context.Site.Decides(ArgumentRole.Mandatory)))
            return;
        var destination = Destination.Of(context.Site.Call, context.Compilation);
        if (!destination.IsReply && ExchangeOf(destination, context) is { } exchange && DropsUnroutable(exchange, context.Compilation))
            context.Report(PublishingRules.UnroutableMessageIsDropped, context.LocationOf(ArgumentRole.Mandatory), SubjectOf(exchange, context.Compilation));
    }

    /// <summary>The exchange, as far out as wrappers pass its name on.</summary>
    private static IOperation? ExchangeOf(Destination destination, CallSiteContext context) =>
        destination.Exchange is { } exchange && (context.Compilation.Constants.Of(exchange).IsKnown || context.Site.IsDirect)
            ? exchange
            : context.Site.Argument(ArgumentRole.Exchange)?.Value ?? destination.Exchange;

    private static bool DropsUnroutable(IOperation exchange, QueueCompilation compilation)
    {
        var name = compilation.Constants.Of(exchange).Text;
        if (name is "" || (name is null && compilation.Constants.Of(exchange).IsKnown))
            return false;
        if (name is "amq.direct" or "amq.topic" or "amq.headers" or "amq.match")
            return true;

        var declarations = compilation.Topology.DeclarationsOf(ArgumentRole.Exchange, exchange)
            .Where(declaration => name is not null || StandsBeside(declaration, exchange, compilation))
            .ToImmutableArray();
        return !declarations.IsEmpty && declarations.All(DropsUnroutable);
    }

    private static bool DropsUnroutable(Declaration declaration) =>
        !declaration.MayBePassive
        && declaration.ConstantOf(ArgumentRole.ExchangeType).Text is "direct" or "topic" or "headers"
        && !declaration.Arguments.MayContain("alternate-exchange")
        && !declaration.Arguments.MayContain("x-alternate-exchange");

    /// <summary>Whether a declaration names its exchange in the same type: a variable may have another value elsewhere.</summary>
    private static bool StandsBeside(Declaration declaration, IOperation exchange, QueueCompilation compilation) =>
        declaration.Site.Argument(ArgumentRole.Exchange) is { Value: var declared }
        && ClientModel.Same(compilation.Queues.TypeAround(declared), compilation.Queues.TypeAround(exchange));

    private static string SubjectOf(IOperation exchange, QueueCompilation compilation) =>
        compilation.Constants.Of(exchange).Text is { Length: > 0 } name ? $"Exchange '{name}'" : "The exchange";
}
