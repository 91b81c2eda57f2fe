using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>Opens the projects of a folder, shows the reports and fixes all of a kind in the whole solution, as an editor does.</summary>
internal sealed class Editor : IDisposable
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. Create<DiagnosticAnalyzer>(typeof(KnownArguments))];
    private static readonly ImmutableArray<CodeFixProvider> Fixes = [.. Create<CodeFixProvider>(typeof(QueueCodeFixProvider))];
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly AdhocWorkspace _workspace = new();

    public Editor(params IEnumerable<ProjectInfo> projects) =>
        _workspace.AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Default, projects: projects));

    /// <summary>Opens all projects of a folder.</summary>
    public static Editor Open(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var ids = files.ToDictionary(file => file, file => ProjectId.CreateNewId(file));
        return new Editor(files.Select(file => Project(file, ids)));
    }

    /// <summary>The rules that report something, once for each report.</summary>
    public async Task<IReadOnlyList<string>> ReportsAsync() => [.. (await DiagnosticsAsync()).Select(report => report.Diagnostic.Id).Order(StringComparer.Ordinal)];

    /// <summary>Chooses the fix of that key at the first report it is offered for, and then "Fix all occurrences in: Solution".</summary>
    public async Task FixAllAsync(string key)
    {
        foreach (var reports in (await DiagnosticsAsync()).GroupBy(report => report.Diagnostic.Id))
        {
            var (document, diagnostic) = reports.First();
            if (Fixes.FirstOrDefault(fix => fix.FixableDiagnosticIds.Contains(reports.Key)) is not { } fix)
                continue;
            var offers = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (offer, _) => offers.Add(offer), CancellationToken.None));
            if (offers.All(offer => offer.EquivalenceKey != key))
                continue;

            var context = new FixAllContext(document, fix, FixAllScope.Solution, key, [reports.Key], new KnownReports([.. reports]), CancellationToken.None);
            var all = await fix.GetFixAllProvider()!.GetFixAsync(context);
            foreach (var operation in await all!.GetOperationsAsync(CancellationToken.None))
                operation.Apply(_workspace, CancellationToken.None);
            return;
        }

        Assert.Fail($"Nowhere is {key} offered.");
    }

    /// <summary>What the only project compiles to.</summary>
    public async Task<Compilation> CompileAsync() => (await _workspace.CurrentSolution.Projects.Single().GetCompilationAsync())!;

    /// <summary>Writes every document back to its file.</summary>
    public async Task SaveAsync()
    {
        foreach (var document in Documents)
            await File.WriteAllTextAsync(document.FilePath!, (await document.GetTextAsync()).ToString());
    }

    public void Dispose() => _workspace.Dispose();

    private IEnumerable<Document> Documents => _workspace.CurrentSolution.Projects.SelectMany(project => project.Documents);

    private static IEnumerable<T> Create<T>(Type neighbour) =>
        neighbour.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T))).Select(type => (T)Activator.CreateInstance(type)!);

    private static ProjectInfo Project(string file, Dictionary<string, ProjectId> ids)
    {
        var folder = Path.GetDirectoryName(file)!;
        var name = Path.GetFileNameWithoutExtension(file);
        var xml = XDocument.Load(file);
        var kind = xml.Descendants("OutputType").Any(type => type.Value == "Exe") ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var references = xml.Descendants("ProjectReference").Select(reference => ids[Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value))]);
        return ProjectInfo.Create(
            ids[file],
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            file,
            compilationOptions: new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            documents: Directory.EnumerateFiles(folder, "*.cs").Select(path => DocumentInfo.Create(
                DocumentId.CreateNewId(ids[file], path),
                Path.GetFileName(path),
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(File.ReadAllText(path)), VersionStamp.Default, path)),
                filePath: path)),
            projectReferences: references.Select(id => new ProjectReference(id)),
            metadataReferences: References);
    }

    private async Task<IReadOnlyList<(Document Document, Diagnostic Diagnostic)>> DiagnosticsAsync()
    {
        var reports = new List<(Document, Diagnostic)>();
        foreach (var project in _workspace.CurrentSolution.Projects)
        {
            var compilation = (await project.GetCompilationAsync())!;
            Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            var diagnostics = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
            reports.AddRange(diagnostics.Select(diagnostic => (_workspace.CurrentSolution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic)));
        }

        return reports;
    }

    private sealed class KnownReports((Document Document, Diagnostic Diagnostic)[] reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => report.Document.Id == document.Id).Select(report => report.Diagnostic));

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(reports.Where(report => report.Document.Project.Id == project.Id).Select(report => report.Diagnostic));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
