using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3004: operations of 7.x that nobody waits for, so that nobody learns of their failure.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedOperationAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.OperationIsNotAwaited);

    private protected override void Register(QueueRegistration registration) => registration.OnTask(Judge);

    private static void Judge(CallSiteContext context)
    {
        if (DroppedTasks.Include(context.Site.Invocation, context.Compilation.Assignments))
            context.Report(PublishingRules.OperationIsNotAwaited, context.Site.NameLocation, context.Site.Call.Member.Name);
    }
}
