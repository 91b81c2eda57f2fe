using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Acknowledgement;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4010: a callback that waits for what can only come when it has returned.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockingCallbackAnalyzer : QueueAnalyzer
{
    private const string NeverReturns = "it never returns";
    private const string TimesOut = "it fails after the continuation timeout, 20 seconds if nobody sets it";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.CallbackBlocks);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCall(CallKind.Consume, JudgeHandlers);
        registration.OnCode(Topics.AnswerEvents, JudgeEvent, SyntaxKind.AddAssignmentExpression);
    }

    private static void JudgeHandlers(CallSiteContext context)
    {
        var compilation = context.Compilation;
        var consume = context.Site.Call;
        foreach (var handler in compilation.Consumers.HandlersOf(consume).Handlers)
        {
            foreach (var close in CallsIn(handler.Declaration, compilation).Where(call => Closes(call, consume, compilation)))
            {
                // A handler of several consumers is wrong once.
                if (Registrations.Of(context.Site, compilation).IsFirst(context.Site))
                    context.Report(LifetimeRules.CallbackBlocks, ClientCall.PlaceOf(close), close.TargetMethod.Name, "a delivery handler", NeverReturns);
            }
        }
    }

    private static void JudgeEvent(CodeContext context)
    {
        var compilation = context.Compilation;
        var subscription = (AssignmentExpressionSyntax)context.Code;
        if (subscription.Left is not MemberAccessExpressionSyntax { Expression: var source, Name.Identifier.ValueText: var name }
            || !ClientEvents.AnswerNames.Contains(name)
            || !compilation.Client.Declares(compilation.SymbolOf(subscription.Left))
            || compilation.OperationOf(source) is not { } channel
            || compilation.OperationOf(subscription) is not IEventAssignmentOperation { HandlerValue: var value }
            || Consumers.DeclarationOf(compilation.Assignments.Resolve(value)).Declaration is not { } declaration)
            return;

        foreach (var call in CallsIn(declaration, compilation))
        {
            if (compilation.Client.CallOf(call) is { } asked && Answers(asked, channel, compilation) && IsOn(asked, channel, compilation))
                context.Report(LifetimeRules.CallbackBlocks, asked.NameLocation, call.TargetMethod.Name, "a handler of " + name, TimesOut);
        }
    }

    /// <summary>The calls that a callback makes itself and waits for; code that it starts elsewhere does not hold it up.</summary>
    private static IEnumerable<IInvocationOperation> CallsIn(SyntaxNode declaration, QueueCompilation compilation) =>
        compilation.Compilation.ContainsSyntaxTree(declaration.SyntaxTree)
            ? Functions.CodeOf(declaration).OfType<InvocationExpressionSyntax>().Select(compilation.OperationOf).OfType<IInvocationOperation>()
                .Where(call => compilation.Client.Generation != ClientGeneration.V7 || IsWaitedFor(call))
            : Enumerable.Empty<IInvocationOperation>();

    private static bool IsWaitedFor(IInvocationOperation call)
    {
        for (var operation = call.Parent; operation is not null; operation = operation.Parent)
        {
            switch (operation)
            {
                case IAwaitOperation or IReturnOperation or IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }:
                    return true;
                case IConversionOperation or IConditionalAccessOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" }:
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether a call closes what its own handler is called by: the consumer's channel in 7.x, its connection in every generation.</summary>
    private static bool Closes(IInvocationOperation call, ClientCall consume, QueueCompilation compilation)
    {
        // 7.x closes by an extension method.
        if ((compilation.Client.CallOf(call)?.Receiver ?? call.Instance) is not { } receiver || Operations.OutOfConditionalAccess(receiver) is not { } closed)
            return false;
        if (compilation.Client.Generation == ClientGeneration.V7)
        {
            return call.TargetMethod.Name is "CloseAsync" or "DisposeAsync"
                && ((compilation.Client.IsChannel(closed.Type) && IsChannelOf(closed, consume, compilation)) || IsConnectionOf(consume.Receiver, closed, compilation));
        }

        return call.TargetMethod.Name is "Close" or "Dispose" && IsConnectionOf(consume.Receiver, closed, compilation);
    }

    private static bool IsChannelOf(IOperation closed, ClientCall consume, QueueCompilation compilation) =>
        IsConsumersOwn(closed, compilation) || (consume.Receiver is { } receiver && compilation.Queues.AreSame(closed, receiver));

    private static bool IsConsumersOwn(IOperation channel, QueueCompilation compilation) =>
        Operations.WithoutConversions(channel) is IMemberReferenceOperation { Member: { Name: "Channel" or "Model" } member } && compilation.Client.Declares(member);

    private static bool IsConnectionOf(IOperation? channel, IOperation connection, QueueCompilation compilation) =>
        compilation.Client.IsConnection(connection.Type)
        && compilation.Channels.OriginsOf(channel).Known.Any(origin => origin.Creation.Receiver is { } own && compilation.Queues.AreSame(own, connection));

    /// <summary>Whether a call returns when the broker has answered.</summary>
    private static bool Answers(ClientCall call, IOperation channel, QueueCompilation compilation)
    {
        switch (call.Kind)
        {
            case CallKind.None or CallKind.CreateConnection or CallKind.CreateProperties or CallKind.CreatePublishBatch or CallKind.AddToBatch or CallKind.PublishBatch:
            case CallKind.Acknowledge or CallKind.NegativelyAcknowledge or CallKind.Reject:
                return false;
            case CallKind.Publish:
                return compilation.Client.Generation == ClientGeneration.V7
                    && compilation.Channels.OriginsOf(channel) is { AreAll: true, Known.IsEmpty: false } origins
                    && origins.Known.All(origin => origin.Options.Tracking.IsTrue);
            default:
                return !call.Member.Name.Contains("NoWait") && call.Member.Name != "BasicRecoverAsync"
                    && (call.Argument(ArgumentRole.NoWait) is not { } noWait || compilation.Constants.Of(noWait.Value).IsFalse);
        }
    }

    private static bool IsOn(ClientCall call, IOperation channel, QueueCompilation compilation) =>
        call.Receiver is { } receiver
        && (compilation.Queues.AreSame(receiver, channel)
            || IsConnectionOf(channel, receiver, compilation)
            // What a channel's event gives as its sender is the channel.
            || compilation.Assignments.Resolve(receiver) is IParameterReferenceOperation { Parameter: { Ordinal: 0, Type.SpecialType: SpecialType.System_Object } });
}
