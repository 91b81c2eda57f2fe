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

    private protected override void Register(QueueRegistration registration)
    {
        // In 5.x every delivery has an array of its own.
        if (registration.Generation != ClientGeneration.V5)
            registration.OnHandler(Judge);
    }

    private static void Judge(DeliveryHandler handler, FileContext context)
    {
        foreach (var escape in BodyEscapes.Of(handler, context.Compilation))
            context.Report(LifetimeRules.BodyOutlivesHandler, escape.Expression.GetLocation(), WordsFor(escape.Fate));
    }

    private static string WordsFor(BodyFate fate) => fate switch
    {
        BodyFate.Stored => "stored where it outlives the handler",
        BodyFate.Unawaited => "read by work that nobody waits for",
        _ => "read after an await in code that nobody waits for",
    };
}
