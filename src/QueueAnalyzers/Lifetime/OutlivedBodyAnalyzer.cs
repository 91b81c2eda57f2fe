using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4004: memory of the client's that somebody goes on reading when it holds other messages.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutlivedBodyAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.BodyOutlivesHandler);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.Consume, Judge);

    private static void Judge(CallSiteContext context)
    {
        // In 5.x every delivery has an array of its own.
        if (context.Compilation.Client.Generation == ClientGeneration.V5)
            return;
        foreach (var handler in context.Compilation.Consumers.HandlersOf(context.Site.Call).Handlers)
        {
            if (!IsFirst(context.Site.Call, handler, context.Compilation))
                continue;
            foreach (var escape in BodyEscapes.Of(handler, context.Compilation))
                context.Report(LifetimeRules.BodyOutlivesHandler, escape.Expression.GetLocation(), WordsFor(escape.Fate));
        }
    }

    private static string WordsFor(BodyFate fate) => fate switch
    {
        BodyFate.Stored => "stored where it outlives the handler",
        BodyFate.Unawaited => "read by work that nobody waits for",
        _ => "read after an await in code that nobody waits for",
    };

    /// <summary>Whether no call before this one registers the handler too: what a handler does wrong is one mistake.</summary>
    private static bool IsFirst(ClientCall consume, DeliveryHandler handler, QueueCompilation compilation) => compilation.Calls.All
        .Where(call => call.Kind == CallKind.Consume && compilation.Consumers.HandlersOf(call).Handlers.Any(known => known.Declaration == handler.Declaration))
        .OrderBy(call => call.Invocation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(call => call.Invocation.Syntax.SpanStart)
        .First().Invocation.Syntax == consume.Invocation.Syntax;
}
