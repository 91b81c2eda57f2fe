using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1010: settles a delivery on the channel that it came on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForeignChannelFix))]
public sealed class ForeignChannelFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsSettledOnAnotherChannel.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1010.UseConsumersChannel", "Settle on the consumer's channel", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || context.Compilation.OperationOf(call) is not IInvocationOperation invocation
            || SettleIn(invocation, context) is not { } settle)
            return null;
        var origins = context.Compilation.Origins.Of(settle).Where(origin => origin.Settle.InHandler.Syntax == call).ToImmutableArray();
        if (origins.IsEmpty || ChannelIn(invocation, settle) is not { } channel)
            return null;

        var plan = new EditPlan();
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var edits = new StatementEdits(plan, context.Document, context.Root, text);
        if (OwnChannel(origins, channel, context, edits) is not { } own)
            return null;
        edits.Replace(channel.Syntax.Span, own);
        edits.Close();
        return plan;
    }

    private static ClientCall? SettleIn(IInvocationOperation invocation, FixContext context)
    {
        if (context.Compilation.Client.CallOf(invocation) is { } direct)
            return direct;
        return context.Diagnostic.AdditionalLocations is [var inside]
            ? context.Compilation.Trees
                .Where(tree => tree.FilePath == inside.SourceTree?.FilePath)
                .SelectMany(ClientCalls.CandidatesOf)
                .Where(candidate => ClientCall.NameOf(candidate)?.Span == inside.SourceSpan)
                .Select(context.Compilation.Calls.CallOf)
                .FirstOrDefault(call => call?.Kind.Settles() == true)
            : null;
    }

    /// <summary>What names the wrong channel: the receiver of the settle, or what the method that settles is given for it.</summary>
    private static IOperation? ChannelIn(IInvocationOperation invocation, ClientCall settle)
    {
        if (settle.Invocation.Syntax == invocation.Syntax)
            return settle.Receiver;
        return Operations.SymbolOf(settle.Receiver) is IParameterSymbol parameter
            && invocation.Arguments.FirstOrDefault(argument => ClientModel.Same(argument.Parameter?.OriginalDefinition, parameter)) is { ArgumentKind: ArgumentKind.Explicit } argument
                ? Operations.WithoutConversions(argument.Value)
                : null;
    }

    private static string? OwnChannel(ImmutableArray<DeliveryOrigin> origins, IOperation channel, FixContext context, StatementEdits edits)
    {
        var receivers = origins.Select(origin => origin.Call?.Receiver).ToImmutableArray();
        if (origins[0].Handler is not { } handler)
            return Operations.SymbolOf(receivers[0]) is { } symbol && Sees(symbol) ? receivers[0]!.Syntax.ToString() : null;
        // A method that the handler calls knows neither its parameters nor what it sees.
        if (handler.Declaration.SyntaxTree != channel.Syntax.SyntaxTree || !handler.Declaration.Span.Contains(channel.Syntax.Span))
            return null;
        var parameters = new HandlerParameters(handler.Declaration, handler.Method, context.Model);
        if (new ChannelInHandler(handler, context.Compilation).Find(receivers, parameters) is not { } own)
            return null;
        parameters.Plan(edits);
        return own;

        bool Sees(ISymbol symbol) => context.Model.LookupSymbols(channel.Syntax.SpanStart, name: symbol.Name).Any(found => ClientModel.Same(found, symbol));
    }
}
