using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Benchmarks;

/// <summary>
/// Calls analyzers for each file, as the compiler's driver does, and does nothing else: what is measured around it is their own
/// work, with all that they have bound, and none of the compilation.
/// </summary>
internal static class BareDriver
{
    private static readonly AnalyzerOptions NoOptions = new([]);

    /// <summary>Calls the analyzers for all files.</summary>
    /// <returns>The number of reports.</returns>
    public static int Run(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) => Run(compilation, compilation.SyntaxTrees, analyzers);

    /// <summary>Calls the analyzers for some files.</summary>
    /// <returns>The number of reports.</returns>
    public static int Run(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var reports = 0;
        var actions = analyzers.Select(analyzer => ActionsOf(analyzer, compilation)).ToImmutableArray();
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var action in actions.SelectMany(action => action))
#pragma warning disable CS0618 // The driver that one should use instead is what is left out here.
                action(new SemanticModelAnalysisContext(model, NoOptions, _ => reports++, _ => true, CancellationToken.None));
#pragma warning restore CS0618
        }

        return reports;
    }

    private static List<Action<SemanticModelAnalysisContext>> ActionsOf(DiagnosticAnalyzer analyzer, Compilation compilation)
    {
        var start = new Start(compilation);
        var context = new Context();
        analyzer.Initialize(context);
        foreach (var action in context.Starts)
            action(start);
        return start.Actions;
    }

    private sealed class Context : AnalysisContext
    {
        public List<Action<CompilationStartAnalysisContext>> Starts { get; } = [];

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode)
        {
        }

        public override void EnableConcurrentExecution()
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => Starts.Add(action);

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();
    }

    private sealed class Start(Compilation compilation) : CompilationStartAnalysisContext(compilation, NoOptions, CancellationToken.None)
    {
        public List<Action<SemanticModelAnalysisContext>> Actions { get; } = [];

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => Actions.Add(action);

        // What looks at the options of a file does not look at its code.
        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action)
        {
        }

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action)
        {
        }

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw new NotSupportedException();
    }
}
