using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1005: work that can throw stands before the settle, and nothing settles when it does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsettledFailureAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.DeliveryIsLeftUnsettledWhenProcessingThrows);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnHandler(Judge);

    private static void Judge(DeliveryHandler received, FileContext context)
    {
        // An exception in an async void handler ends the process, and with it the channel: there is nothing to settle any more.
        if (SettledHandler.Of(received, context.Compilation) is { } handler
            && !(handler.Handler.Method is { IsAsync: true, ReturnsVoid: true })
            && handler.Paths.Failures.Any(failure => LeavesUnsettled(failure, handler, context.Compilation)))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsLeftUnsettledWhenProcessingThrows,
                handler.Handler.Location,
                handler.Queue);
        }
    }

    private static bool LeavesUnsettled(Failure failure, SettledHandler handler, QueueCompilation compilation) =>
        failure.Path.IsForgotten
        // What fails while a failure is taken care of has been tried already; a throw says that nothing is.
        && (failure.Path.CaughtBy is null || failure.Source is IThrowOperation)
        && !UnawaitedWork.FailsElsewhere(failure.Source, compilation)
        && !IsOfLostChannel(failure.Source, handler, compilation);

    /// <summary>Whether the failure is that of a call on the channel that settles: it fails where the channel is lost, and then nothing can be settled any more.</summary>
    private static bool IsOfLostChannel(IOperation source, SettledHandler handler, QueueCompilation compilation)
    {
        if (compilation.SettleOf(source) is not null)
            return true;
        if (compilation.Client.CallOf(source) is not { } call)
            return source is IInvocationOperation { TargetMethod.Name: "CreateBasicProperties" } creation && compilation.Client.Declares(creation.TargetMethod);
        return Operations.SymbolOf(call.Receiver) is { } channel
            && handler.Fate.Settles.Any(settle => ClientModel.Same(Operations.SymbolOf(settle.Call.Receiver), channel));
    }
}
