using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4012: a program that ends while its messages are still on their way out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnclosedConnectionAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.ConnectionIsNotClosed);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.CreateConnection, Judge);

    private static void Judge(CallSiteContext context)
    {
        var compilation = context.Compilation;
        var opening = context.Site.Invocation.Syntax;
        var function = Functions.Around(opening);
        // In 7.x a publish that was awaited has left the process.
        if (compilation.Client.Generation == ClientGeneration.V7 || !Functions.IsProgram(function, opening))
            return;

        var connection = compilation.Connections.OriginOf(context.Site.Call);
        var channels = connection.Calls.Where(call => call.Kind == CallKind.CreateChannel).Select(compilation.Channels.OriginOf).ToImmutableArray();
        var calls = channels.SelectMany(channel => channel.Calls).ToImmutableArray();
        var last = calls.Where(call => call.Kind is CallKind.Publish or CallKind.PublishBatch && Functions.Around(call.Invocation.Syntax) == function).LastOrDefault();
        if (last is null || IsClosed(connection.Uses, connection.Creation, compilation) || channels.Any(channel => IsClosed(channel.Uses, channel.Creation, compilation))
            || calls.Any(call => call.Kind is CallKind.WaitForConfirms or CallKind.WaitForConfirmsOrDie)
            || Waits.MayFollow(last.Invocation.Syntax, (SyntaxNode?)function ?? opening.SyntaxTree.GetRoot(), compilation))
            return;

        context.Report(LifetimeRules.ConnectionIsNotClosed, context.Site.NameLocation);
    }

    /// <summary>Whether somebody closes a connection or channel, or may: closing waits for everything that was written before.</summary>
    private static bool IsClosed(ObjectUses uses, ClientCall creation, QueueCompilation compilation) =>
        uses.IsHandedOut || Disposal.IsByUsing(creation, compilation) || uses.Invocations.Any(call => call.TargetMethod.Name is "Close" or "Abort" or "Dispose");
}
