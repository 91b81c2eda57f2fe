using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What RMQ1012 reports, and what a fix must not bring about: a rejection without requeue that the broker answers by throwing the message away.</summary>
internal static class DiscardedRejection
{
    private const string DeadLetterExchange = "x-dead-letter-exchange";

    /// <summary>The consumer or fetch whose deliveries are gone when a call rejects them without requeue.</summary>
    /// <returns>The origin of the deliveries, or <see langword="null"/> when their queue may have a dead-letter exchange, or the program takes care of the message itself.</returns>
    public static DeliveryOrigin? OriginOf(CallSite site, QueueCompilation compilation) =>
        KeepsTheMessage(site.Invocation, compilation)
            ? null
            : compilation.Origins.Of(site).FirstOrDefault(origin => !origin.IsAutomatic(compilation) && DeclarationWithout(origin.Queue, compilation) is not null);

    /// <summary>The declaration of a queue that surely has no dead-letter exchange by its arguments.</summary>
    /// <returns>The first declaration, or <see langword="null"/> when the queue is declared elsewhere, or its arguments cannot be seen.</returns>
    public static Declaration? DeclarationWithout(IOperation? queue, QueueCompilation compilation)
    {
        if (queue is null || !IsOneName(queue, compilation))
            return null;
        var declarations = compilation.Topology.DeclarationsOf(queue).Where(declaration => !declaration.MayBePassive).ToList();
        return declarations.Count > 0 && declarations.All(declaration => !declaration.Arguments.MayContain(DeadLetterExchange) && declaration.QueueType.Text != "stream")
            ? declarations[0]
            : null;
    }

    /// <summary>Whether a name is the same wherever it is read: a constant, or a local, parameter or readonly field that is set once.</summary>
    private static bool IsOneName(IOperation queue, QueueCompilation compilation) =>
        compilation.Constants.Of(queue).IsKnown
        || compilation.Queues.DeclarationThatNames(queue) is not null
        || Operations.SymbolOf(queue) switch
        {
            ILocalSymbol local => local.IsForEach || compilation.Assignments.SingleValueOf(local) is not null,
            IParameterSymbol parameter => compilation.Assignments.IsNeverSet(parameter),
            IFieldSymbol field => field.IsReadOnly,
            _ => false,
        };

    /// <summary>Whether the code around a rejection publishes or stores what it rejects.</summary>
    private static bool KeepsTheMessage(IInvocationOperation rejection, QueueCompilation compilation)
    {
        if (rejection.Syntax.FirstAncestorOrSelf<CatchClauseSyntax>(node => node.Span.Contains(rejection.Syntax.Span)) is { } clause)
            return compilation.OperationOf(clause) is ICatchClauseOperation caught && SwallowingCatch.TakesCare(caught, compilation);
        return rejection.Syntax.Ancestors().FirstOrDefault(around => around is BlockSyntax or SwitchSectionSyntax) is { } code
            && code.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.SpanStart < rejection.Syntax.SpanStart && Publishes(call, compilation));
    }

    private static bool Publishes(InvocationExpressionSyntax call, QueueCompilation compilation) =>
        HandlerCode.Of(compilation.OperationOf(call), compilation).Bodies.Any(body => body.DescendantsAndSelf().Any(operation =>
            compilation.Client.CallOf(operation) is { Kind: CallKind.Publish }));
}
