using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Benchmarks;

/// <summary>An analyzer that looks at the compilation, as ours do where the client is not referenced, and at nothing else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal class EmptyAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("EMPTY", "Nothing", "Nothing", "None", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    protected virtual void Start(CompilationStartAnalysisContext context)
    {
    }
}

/// <summary>An analyzer that is called for every file, and returns.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class EmptyFileAnalyzer : EmptyAnalyzer
{
    protected override void Start(CompilationStartAnalysisContext context) => context.RegisterSemanticModelAction(_ => { });
}
