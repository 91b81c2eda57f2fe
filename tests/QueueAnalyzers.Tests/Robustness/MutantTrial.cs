using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>
/// Runs all analyzers and all fixes that they lead to over a program, whatever state it is in: nothing throws, messages are complete,
/// and a fix never adds an error of syntax.
/// </summary>
internal sealed partial class MutantTrial
{
    private const int MostReports = 12;

    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Solution _solution;

    private MutantTrial(Solution solution) => _solution = solution;

    /// <summary>How many reports there were.</summary>
    public int Reports { get; private set; }

    /// <summary>How many fixes were made.</summary>
    public int Fixes { get; private set; }

    public IReadOnlyCollection<string> Failures => _failures;

    public static async Task<MutantTrial> RunAsync(Solution solution)
    {
        var trial = new MutantTrial(solution);
        foreach (var project in solution.Projects)
            await trial.RunAsync(project);
        return trial;
    }

    private async Task RunAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => _failures.Enqueue($"{analyzer.GetType().Name} threw {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers(Shipped.CreateAnalyzers(), options).GetAnalyzerDiagnosticsAsync();
        Reports += diagnostics.Length;
        foreach (var diagnostic in diagnostics)
        {
            if (Placeholder().IsMatch(diagnostic.GetMessage()))
                _failures.Enqueue($"Message with an open placeholder: {diagnostic}");
        }

        // The first of each rule first: one after the other brings little that is new.
        foreach (var diagnostic in diagnostics.GroupBy(diagnostic => diagnostic.Id).SelectMany(group => group.Select((diagnostic, index) => (diagnostic, index))).OrderBy(pair => pair.index).Select(pair => pair.diagnostic).Take(MostReports))
        {
            if (_solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
                await FixAsync(document, diagnostic);
        }
    }

    private async Task FixAsync(Document document, Diagnostic diagnostic)
    {
        foreach (var fix in Shipped.CreateCodeFixes().Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var offers = new List<CodeAction>();
            try
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offers.Add(action), CancellationToken.None));
                foreach (var offer in offers)
                    await ApplyAsync(offer, diagnostic);
            }
#pragma warning disable CA1031 // Whatever it is that is thrown, it is what is looked for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failures.Enqueue($"{fix.GetType().Name} threw for {diagnostic}: {exception}");
            }
        }
    }

    private async Task ApplyAsync(CodeAction offer, Diagnostic diagnostic)
    {
        Fixes++;
        var changed = (await offer.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        foreach (var id in changed.GetChanges(_solution).GetProjectChanges().SelectMany(change => change.GetChangedDocuments()))
        {
            var (before, after) = (await ErrorsAsync(_solution.GetDocument(id)!), await ErrorsAsync(changed.GetDocument(id)!));
            if (after.Count > before.Count)
                _failures.Enqueue($"\"{offer.Title}\" for {diagnostic} does not parse: {string.Join(", ", after)}\n{await changed.GetDocument(id)!.GetTextAsync()}");
        }
    }

    private static async Task<IReadOnlyCollection<Diagnostic>> ErrorsAsync(Document document) =>
        [.. (await document.GetSyntaxTreeAsync())!.GetDiagnostics().Where(error => error.Severity == DiagnosticSeverity.Error)];

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Placeholder();
}
