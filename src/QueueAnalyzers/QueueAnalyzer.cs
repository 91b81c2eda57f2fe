using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;

namespace QueueAnalyzers;

/// <summary>
/// The base of all analyzers of this package: it decides once how they run, and that nothing runs at all where the client is
/// not referenced.
/// </summary>
public abstract class QueueAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (QueueCompilation.Of(start.Compilation, start.Options) is { } compilation)
                Register(new QueueRegistration(start, compilation));
        });
    }

    /// <summary>Says what the analyzer wants to look at.</summary>
    private protected abstract void Register(QueueRegistration registration);
}
