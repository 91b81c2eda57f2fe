using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4007: a connection for each message, or a channel in each round of a loop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedOpeningAnalyzer : QueueAnalyzer
{
    // Helpers that call helpers which open a connection.
    private const int MaxDepth = 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.OpenedForEachMessage);

    private protected override void Register(QueueRegistration registration)
    {
        registration.OnCall(CallKind.CreateConnection, JudgeConnection);
        registration.OnCall(CallKind.CreateChannel, JudgeChannel);
    }

    private static void JudgeConnection(CallSiteContext context)
    {
        var compilation = context.Compilation;
        var connection = compilation.Connections.OriginOf(context.Site.Call);
        if (connection.IsHandedOut)
            return;

        var calls = connection.Calls.Where(call => call.Kind == CallKind.CreateChannel).SelectMany(call => compilation.Channels.OriginOf(call).Calls).Where(call => IsInSameType(call, context)).ToImmutableArray();
        var opening = context.Site.Invocation.Syntax;
        if (IsRepeatedByLoop(opening, calls, compilation))
            Report(context, "connection", "in each round of the loop");
        else if (IsOpenedToPublish(opening, calls.Where(Publishes).ToImmutableArray(), compilation, MaxDepth))
            Report(context, "connection", "for each message");
    }

    private static void JudgeChannel(CallSiteContext context)
    {
        var compilation = context.Compilation;
        var channel = compilation.Channels.OriginOf(context.Site.Call);
        var opening = context.Site.Invocation.Syntax;
        if (channel.IsHandedOut || !IsRepeatedByLoop(opening, channel.Calls.Where(call => IsInSameType(call, context)).ToImmutableArray(), compilation))
            return;
        // One mistake, one report: a connection that is opened there as well is the greater part of it.
        if (!channel.Connection.Known.Any(connection => IsOpenedBeside(connection.Creation.Invocation.Syntax, opening)))
            Report(context, "channel", "in each round of the loop");
    }

    private static void Report(CallSiteContext context, string noun, string when)
    {
        // A test that opens its own is as it should be.
        if (!context.Compilation.HasTests)
            context.Report(LifetimeRules.OpenedForEachMessage, context.Site.NameLocation, noun, when);
    }

    private static bool Publishes(ClientCall call) => call.Kind is CallKind.Publish or CallKind.PublishBatch;

    private static bool IsInSameType(ClientCall call, CallSiteContext context) =>
        ClientModel.Same(context.Compilation.Queues.TypeAround(call.Invocation)?.OriginalDefinition, context.Compilation.Queues.TypeAround(context.Site.Invocation)?.OriginalDefinition);

    private static bool IsOpenedBeside(SyntaxNode connection, SyntaxNode channel) => LoopAround(channel)?.Contains(connection) == true;

    private static StatementSyntax? LoopAround(SyntaxNode code) =>
        (StatementSyntax?)code.Ancestors().TakeWhile(ancestor => !Functions.Include(ancestor)).FirstOrDefault(Pauses.IsLoop);

    private static bool IsRepeatedByLoop(SyntaxNode opening, ImmutableArray<ClientCall> calls, QueueCompilation compilation)
    {
        var function = Functions.Around(opening);
        if (LoopAround(opening) is not { } loop || function is null or ConstructorDeclarationSyntax || Functions.IsProgram(function, opening)
            || (function is LocalFunctionStatementSyntax && Functions.IsProgram(Functions.Around(function), function))
            || OpeningPlace.IsRetried(opening, loop) || OpeningPlace.IsConditional(opening, loop, compilation))
            return false;
        return calls.Any(call => loop.Contains(call.Invocation.Syntax)
            && (Publishes(call) || (call.Kind == CallKind.Consume && !Waits.MayFollow(call.Invocation.Syntax, loop, compilation))));
    }

    /// <summary>Whether the function around a place opens a connection to publish on it, or those do that call it in the same type.</summary>
    private static bool IsOpenedToPublish(SyntaxNode place, ImmutableArray<ClientCall> publishes, QueueCompilation compilation, int depth)
    {
        var function = Functions.Around(place);
        if (function is null || publishes.IsEmpty || OpeningPlace.IsConditional(place, function, compilation))
            return false;

        var calls = publishes.Select(publish => CallIn(function, publish.Invocation.Syntax, compilation, MaxDepth)).ToImmutableArray();
        if (calls.Any(call => call is not null))
            return calls.All(call => call is null || LoopAround(call) is null) && publishes.All(publish => LoopAround(publish.Invocation.Syntax) is null) && !OpeningPlace.IsOnce(function, place, compilation);

        return depth > 0
            && compilation.ModelOf(function.SyntaxTree).GetDeclaredSymbol(function) is IMethodSymbol method
            && compilation.Callers.InFilesOfType(method).Any(caller =>
                ClientModel.Same(compilation.Queues.TypeAround(caller)?.OriginalDefinition, method.ContainingType?.OriginalDefinition)
                && LoopAround(caller.Syntax) is null
                && IsOpenedToPublish(caller.Syntax, publishes, compilation, depth - 1));
    }

    /// <summary>Where a function makes a call: the call itself, or the call of the method of its type that makes it.</summary>
    private static SyntaxNode? CallIn(SyntaxNode function, SyntaxNode call, QueueCompilation compilation, int depth)
    {
        var around = Functions.Around(call);
        if (around == function)
            return call;
        return depth > 0 && around is MethodDeclarationSyntax or LocalFunctionStatementSyntax
            && compilation.ModelOf(around.SyntaxTree).GetDeclaredSymbol(around) is IMethodSymbol method
                ? compilation.Callers.InFilesOfType(method).Select(caller => CallIn(function, caller.Syntax, compilation, depth - 1)).FirstOrDefault(found => found is not null)
                : null;
    }
}
