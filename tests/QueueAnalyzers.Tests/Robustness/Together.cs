using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>What the tests of the rules are about as one large project, every case in a file and a namespace of its own.</summary>
internal static class Together
{
    private const int MostFiles = 300;

    private static readonly ConcurrentDictionary<ClientVersion, Lazy<Task<Project>>> Projects = new();

    /// <summary>The project; only cases that compile are in it.</summary>
    public static Task<Project> ProjectAsync(ClientVersion version) => Projects.GetOrAdd(version, version => new(() => CreateAsync(version))).Value;

    /// <summary>The reports on a compilation, in the order of their places.</summary>
    public static async Task<IReadOnlyList<string>> ReportsAsync(Compilation compilation, bool isConcurrent, CancellationToken cancellationToken = default)
    {
        var crashes = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (exception, _, _) => crashes.Enqueue(exception.ToString()), isConcurrent, logAnalyzerExecutionTime: false);
        var reports = await compilation.WithAnalyzers(Shipped.CreateAnalyzers(), options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        Assert.Empty(crashes);
        return [.. reports.Select(report => report.ToString()).Order(StringComparer.Ordinal)];
    }

    private static async Task<Project> CreateAsync(ClientVersion version)
    {
        var programs = (await KnownCode.CasesAsync()).Where(program => program.Version == version && program.Texts.Count == 1).DistinctBy(program => program.Texts.Values.Single()).ToArray();
        var project = await Baseline.ProjectAsync(version, LanguageVersion.CSharp12);
        // Some of each rule.
        foreach (var (text, number) in programs.Where((_, index) => index % Math.Max(1, programs.Length / MostFiles) == 0).Select((program, number) => (program.Texts.Values.Single(), number)))
        {
            if (CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot().Members.All(member => member is TypeDeclarationSyntax))
                project = project.AddDocument($"Case{number}.cs", SourceText.From($"namespace Case{number}\n{{\n{text}\n}}\n"), filePath: $"/src/Case{number}.cs").Project;
        }

        var compilation = (await project.GetCompilationAsync())!;
        var broken = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(error => project.GetDocumentId(error.Location.SourceTree)).OfType<DocumentId>();
        return project.RemoveDocuments([.. broken.Distinct()]);
    }
}
