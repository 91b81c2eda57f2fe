using Microsoft.CodeAnalysis.Diagnostics;

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
            if (QueueCompilation.Of(start.Compilation, start.Options) is not { } compilation)
                return;
            var registration = new QueueRegistration(start, compilation);
            Register(registration);
            registration.Complete();
        });
    }

    /// <summary>Says what the analyzer wants to look at.</summary>
    private protected abstract void Register(QueueRegistration registration);
}
