using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1010: a delivery's tag is sent over a channel on which it means nothing, or another message.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForeignChannelAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsSettledOnAnotherChannel);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCall(CallKind.Acknowledge, Judge);
        registration.OnCall(CallKind.NegativelyAcknowledge, Judge);
        registration.OnCall(CallKind.Reject, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        // The channel first: to find where a delivery comes from takes all handlers of the compilation.
        if (CreationOf(context.Site.Call.Receiver, context.Compilation) is not { } creation)
            return;
        if (context.Compilation.Origins.Of(context.Site.Call).FirstOrDefault(origin => IsForeign(origin, creation, context.Compilation)) is not { Settle: var settle } origin)
            return;

        context.Report(
            AcknowledgementRules.DeliveryIsSettledOnAnotherChannel,
            ClientCall.PlaceOf(settle.InHandler),
            settle.InHandler.Syntax == settle.Call.Invocation.Syntax ? Enumerable.Empty<Location>() : new[] { settle.Call.NameLocation },
            origin.QueueIn(context.Compilation));
    }

    private static bool IsForeign(DeliveryOrigin origin, SyntaxNode creation, QueueCompilation compilation) =>
        origin.Settle.IsTraced && CreationOf(origin.Call?.Receiver, compilation) is { } own && own != creation;

    /// <summary>The one call that creates the channel of a local, field or parameter.</summary>
    private static SyntaxNode? CreationOf(IOperation? channel, QueueCompilation compilation) =>
        Operations.SymbolOf(channel) is ILocalSymbol or IFieldSymbol or IParameterSymbol
            ? compilation.Channels.OriginsOf(channel).Only?.Creation.Invocation.Syntax
            : null;
}
