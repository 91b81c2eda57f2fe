using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Durability;

namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>A project with many reports of one rule, and their repair in one go.</summary>
internal sealed class Repair
{
    private const string Rule = "RMQ2001";

    private readonly Document _document;
    private readonly ImmutableArray<Diagnostic> _reports;
    private readonly CodeFixProvider _fix;
    private readonly CodeAction _first;

    private Repair(Document document, ImmutableArray<Diagnostic> reports, CodeFixProvider fix, CodeAction first)
    {
        _document = document;
        _reports = reports;
        _fix = fix;
        _first = first;
    }

    public static async Task<Repair> CreateAsync(int reports)
    {
        var info = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Measured", "Measured", LanguageNames.CSharp,
            compilationOptions: ProjectCode.Options, metadataReferences: ProjectCode.ReferencesOf(Generation.V6));
        var id = DocumentId.CreateNewId(info.Id);
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(info).AddDocument(id, "Queues.cs", SourceText.From(FileWith(reports)));
        var document = solution.GetDocument(id)!;
        var compilation = (await document.Project.GetCompilationAsync().ConfigureAwait(false))!;
        var found = await compilation.WithAnalyzers([new QueueDurabilityAnalyzer()]).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        if (found.Length != reports)
            throw new InvalidOperationException($"{found.Length} reports instead of {reports}");

        var fix = typeof(QueueCodeFixProvider).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
            .First(fix => fix.FixableDiagnosticIds.Contains(Rule));
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found[0], (action, _) => actions.Add(action), CancellationToken.None)).ConfigureAwait(false);
        return new(document, found, fix, actions[0]);
    }

    /// <summary>Repairs all of them.</summary>
    /// <returns>The number of lines that are changed.</returns>
    public async Task<int> FixAllAsync()
    {
        // A fork: what is known of the code is known anew.
        var document = _document.Project.Solution.WithDocumentText(_document.Id, SourceText.From((await _document.GetTextAsync().ConfigureAwait(false)) + "\n")).GetDocument(_document.Id)!;
        var tree = (await document.GetSyntaxTreeAsync().ConfigureAwait(false))!;
        var reports = _reports.Select(report => Diagnostic.Create(report.Descriptor, Location.Create(tree, report.Location.SourceSpan))).ToImmutableArray();
        var context = new FixAllContext(
            document, _fix, FixAllScope.Document, _first.EquivalenceKey!, _fix.FixableDiagnosticIds, new Reports(reports), CancellationToken.None);
        var action = (await _fix.GetFixAllProvider()!.GetFixAsync(context).ConfigureAwait(false))!;
        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextChangesAsync(document).ConfigureAwait(false)).Count();
    }

    private static string FileWith(int reports)
    {
        var file = new StringBuilder("using RabbitMQ.Client;\n\npublic static class Queues\n{\n");
        for (var number = 0; number < reports; number++)
        {
            file.Append(CultureInfo.InvariantCulture, $"    public static void Declare{number}(IModel channel)\n    {{\n");
            file.Append(CultureInfo.InvariantCulture, $"        channel.QueueDeclare(\"orders-{number}\", false, false, false, null);\n    }}\n\n");
        }

        return file.Append("}\n").ToString();
    }

    private sealed class Reports(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);
    }
}
