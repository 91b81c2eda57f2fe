using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Options;

namespace QueueAnalyzers;

/// <summary>A file in which something is to be judged: what is known of its compilation, the options that hold for it, and where reports go.</summary>
internal class FileContext
{
    private readonly Action<Diagnostic> _report;

    public FileContext(SemanticModelAnalysisContext context, QueueCompilation compilation)
    {
        Tree = context.SemanticModel.SyntaxTree;
        Compilation = compilation;
        Options = QueueOptions.Of(context.Options, Tree);
        _report = context.ReportDiagnostic;
    }

    protected FileContext(FileContext file)
    {
        Tree = file.Tree;
        Compilation = file.Compilation;
        Options = file.Options;
        _report = file._report;
    }

    /// <summary>The file.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>What is known of the compilation.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>The options that hold for the file.</summary>
    public QueueOptions Options { get; }

    /// <summary>Whether nothing is judged here.</summary>
    public bool IsExcluded => Options.ExcludeTestProjects && TestProjects.Include(Compilation.Compilation);

    /// <summary>Reports.</summary>
    public void Report(Diagnostic diagnostic) => _report(diagnostic);

    /// <summary>Reports.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) => _report(Diagnostic.Create(rule, location, arguments));

    /// <summary>Reports, with other places that belong to it.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, IEnumerable<Location> additionalLocations, params object[] arguments) =>
        _report(Diagnostic.Create(rule, location, additionalLocations, arguments));
}
