using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests;

/// <summary>
/// Code under test and what it is compiled with. Begin with <see cref="Verify.That"/>, say what is special about it, end in a verdict:
/// <c>await Verify.That(version, code).WithOption("broker", "lavinmq").Silent&lt;MessageIsNotPersistentAnalyzer&gt;();</c>
/// </summary>
public sealed record Scenario
{
    private const string MainDocument = "Code.cs";

    private static readonly AsyncLocal<ICollection<Scenario>?> Collection = new();

    private ImmutableList<SourceFile> _files;
    private ImmutableList<ProjectShape> _projects = [];
    private ImmutableList<MetadataReference> _references = [];
    private ImmutableList<string> _editorConfig = [];
    private ImmutableList<string> _globalConfig = [];
    private ImmutableList<(string Path, string Text)> _configFiles = [];
    private ImmutableList<string> _messages = [];
    private ImmutableList<string> _messageParts = [];
    private ImmutableDictionary<string, string> _fixedFiles = ImmutableDictionary<string, string>.Empty;
    private LanguageVersion _language = LanguageVersion.CSharp12;
    private OutputKind? _output;
    private bool _withoutClient;
    private ImmutableHashSet<string>? _allowedErrors = [];

    internal Scenario(ClientVersion version, string code)
    {
        Version = version;
        _files = [new(Baseline.ProjectName, MainDocument, code)];
    }

    internal ClientVersion Version { get; init; }

    internal string? Action { get; private init; }

    internal ImmutableHashSet<string> Uncovered { get; private init; } = [];

    internal string? NoFixAllBecause { get; private init; }

    private ClientVersion? Client => _withoutClient ? null : Version;

    /// <summary>The scenarios that a test is about: while it runs, its verdicts are not asked for.</summary>
    internal static async Task<IReadOnlyCollection<Scenario>> CollectAsync(Func<Task> test)
    {
        var collection = new List<Scenario>();
        Collection.Value = collection;
        await test().ConfigureAwait(false);
        return collection;
    }

    /// <summary>Adds a document to the project.</summary>
    public Scenario WithDocument(string name, string code) => With(new SourceFile(Baseline.ProjectName, name, code));

    /// <summary>Adds a project that the code under test references.</summary>
    public Scenario WithProject(string name, string code) => With(new ProjectShape(name, IsReferenced: true), code);

    /// <summary>Adds a project that references the code under test.</summary>
    public Scenario WithDependentProject(string name, string code) => With(new ProjectShape(name, IsReferenced: false), code);

    /// <summary>Sets <c>queue_analyzers.name</c> for C# files in an editorconfig.</summary>
    public Scenario WithOption(string name, string value) => WithEditorConfig($"queue_analyzers.{name} = {value}");

    /// <summary>Adds lines to the <c>[*.cs]</c> section of the editorconfig.</summary>
    public Scenario WithEditorConfig(string lines) => this with { _editorConfig = _editorConfig.Add(lines) };

    /// <summary>Adds an editorconfig as it stands in a folder, which is given from the sources' root on.</summary>
    public Scenario WithEditorConfigFile(string folder, string text) => this with { _configFiles = _configFiles.Add(($"/src/{folder}.editorconfig", text)) };

    /// <summary>Adds a line to a global configuration; also build properties, as <c>build_property.Name</c>.</summary>
    public Scenario WithGlobalConfig(string key, string value) => this with { _globalConfig = _globalConfig.Add($"{key} = {value}") };

    /// <summary>C# 12 unless said otherwise: the newest that the oldest Roslyn knows.</summary>
    public Scenario WithLanguage(LanguageVersion language) => this with { _language = language };

    /// <summary>A library unless said otherwise, or a console application when there are top-level statements.</summary>
    public Scenario WithOutput(OutputKind output) => this with { _output = output };

    public Scenario WithoutClient() => this with { _withoutClient = true };

    public Scenario WithReference(MetadataReference reference) => this with { _references = _references.Add(reference) };

    /// <summary>Permits these compiler errors, or all when none is named.</summary>
    public Scenario AllowingErrors(params string[] ids) => this with { _allowedErrors = ids.Length == 0 ? null : [.. ids] };

    /// <summary>Expects exactly these messages, in the order of the reports.</summary>
    public Scenario WithMessages(params string[] messages) => this with { _messages = _messages.AddRange(messages) };

    /// <summary>Expects every message to contain each of these texts.</summary>
    public Scenario WithMessagesContaining(params string[] texts) => this with { _messageParts = _messageParts.AddRange(texts) };

    /// <summary>Chooses the fix with this equivalence key or title; without it, the first that is offered.</summary>
    public Scenario Choosing(string action) => this with { Action = action };

    /// <summary>Expects another document to be changed to this text by the fix. Documents that are not named stay as they are.</summary>
    public Scenario Changing(string documentName, string after) => this with { _fixedFiles = _fixedFiles.SetItem(documentName, after) };

    /// <summary>Permits the fix to bring up reports of these rules, which it makes relevant.</summary>
    public Scenario Uncovering(params string[] ids) => this with { Uncovered = Uncovered.Union(ids) };

    /// <summary>Does not compare Fix All with fixing one by one.</summary>
    public Scenario WithoutFixAll(string because) => this with { NoFixAllBecause = because };

    /// <summary>Expects the reports that the code is marked with, and no other.</summary>
    public Task Reports<TAnalyzer>()
        where TAnalyzer : DiagnosticAnalyzer, new() => Conclude(() => new ReportVerification(this, new TAnalyzer()).RunAsync(mustReport: true));

    /// <summary>Expects no report.</summary>
    public Task Silent<TAnalyzer>()
        where TAnalyzer : DiagnosticAnalyzer, new() => Conclude(() => new ReportVerification(this, new TAnalyzer()).RunAsync(mustReport: false));

    /// <summary>Expects no report of any analyzer of the package, as its users have it: rules that are off by default stay off.</summary>
    public Task AllSilent() => Conclude(() => new ReportVerification(this, Shipped.CreateAnalyzers()).RunAsync(mustReport: false));

    /// <summary>Expects the marked reports, from all analyzers of the package together.</summary>
    public Task AllReport() => Conclude(() => new ReportVerification(this, Shipped.CreateAnalyzers()).RunAsync(mustReport: true));

    /// <summary>Expects the fixes, applied until none is offered, to give this text. Reports that are left are marked in it.</summary>
    public Task Fixes<TAnalyzer, TFix>(string after)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => Conclude(() => new FixVerification(Changing(MainDocument, after), new TAnalyzer(), new TFix()).RunAsync());

    /// <summary>Expects the marked reports, and no fix (or, with <see cref="Choosing"/>, not that fix) for any of them.</summary>
    public Task OffersNoFix<TAnalyzer, TFix>()
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
        => Conclude(() => new FixVerification(this, new TAnalyzer(), new TFix()).RunWithoutOfferAsync());

    internal bool Allows(Diagnostic error) => _allowedErrors is null || _allowedErrors.Contains(error.Id);

    /// <summary>The documents as they are expected before the fix, by path.</summary>
    internal ImmutableSortedDictionary<string, Markup> Before(string? onlyId)
        => _files.ToImmutableSortedDictionary(file => file.Path, file => Parse(file.Code, onlyId));

    /// <summary>The documents as they are expected after the fix, by path.</summary>
    internal ImmutableSortedDictionary<string, Markup> After(string? onlyId)
    {
        var unknown = _fixedFiles.Keys.Except(_files.Select(file => file.Name)).FirstOrDefault();
        if (unknown is not null)
            Assert.Fail($"There is no document {unknown} to be changed.");
        return _files.ToImmutableSortedDictionary(
            file => file.Path,
            file => _fixedFiles.TryGetValue(file.Name, out var after) ? Parse(after, onlyId) : Parse(file.Code, onlyId) with { Reports = [] });
    }

    internal string[] ExpectedMessages => [.. _messages];

    internal string[] ExpectedMessageParts => [.. _messageParts];

    /// <summary>The solution, its documents with the given texts.</summary>
    internal async Task<Solution> CreateSolutionAsync(IEnumerable<KeyValuePair<string, string>> sources)
    {
        var texts = sources.ToDictionary(pair => pair.Key, pair => pair.Value);
        var main = await Baseline.ProjectAsync(Client, _language).ConfigureAwait(false);
        var solution = main.Solution;
        if (_references.Count > 0)
            solution = solution.AddMetadataReferences(main.Id, _references);

        foreach (var shape in _projects)
        {
            var info = Baseline.Describe(shape.Name, Client, _language);
            solution = Baseline.AddPrelude(solution.AddProject(info), info.Id, Client, _language);
            if (_references.Count > 0)
                solution = solution.AddMetadataReferences(info.Id, _references);
            solution = shape.IsReferenced
                ? solution.AddProjectReference(main.Id, new(info.Id))
                : solution.AddProjectReference(info.Id, new(main.Id));
        }

        // A reference is handed on, as it is in an SDK project.
        foreach (var dependent in solution.Projects.Where(project => project.ProjectReferences.Any(reference => reference.ProjectId == main.Id)).ToArray())
            solution = solution.AddProjectReferences(dependent.Id, solution.GetProject(main.Id)!.ProjectReferences);

        foreach (var file in _files)
        {
            var project = solution.Projects.Single(project => project.Name == file.Project);
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id, file.Name), file.Name, SourceText.From(texts[file.Path]), filePath: file.Path);
        }

        foreach (var project in solution.Projects)
        {
            var output = _output is { } chosen && project.Id == main.Id ? chosen : await OutputOfAsync(project).ConfigureAwait(false);
            if (output != project.CompilationOptions!.OutputKind)
                solution = solution.WithProjectCompilationOptions(project.Id, project.CompilationOptions.WithOutputKind(output));
            solution = AddConfig(solution, project.Id, "/src/.editorconfig", "root = true\n[*.cs]\n", _editorConfig);
            solution = AddConfig(solution, project.Id, "/src/.globalconfig", "is_global = true\n", _globalConfig);
            foreach (var (path, text) in _configFiles)
                solution = AddConfig(solution, project.Id, path, "", [text]);
        }

        return solution;
    }

    /// <summary>The documents of the test in a solution, by path; without the usings.</summary>
    internal static async Task<SortedDictionary<string, string>> TextsOfAsync(Solution solution)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in solution.Projects.SelectMany(project => project.Documents).Where(document => document.Name != Baseline.PreludeName))
            texts.Add(document.FilePath ?? document.Name, (await document.GetTextAsync().ConfigureAwait(false)).ToString());
        return texts;
    }

    private static Solution AddConfig(Solution solution, ProjectId project, string path, string head, ImmutableList<string> lines) => lines.IsEmpty
        ? solution
        : solution.AddAnalyzerConfigDocument(
            DocumentId.CreateNewId(project), Path.GetFileName(path), SourceText.From(head + string.Join('\n', lines) + "\n"), filePath: path);

    private static async Task<OutputKind> OutputOfAsync(Project project)
    {
        foreach (var document in project.Documents)
        {
            if (await document.GetSyntaxRootAsync().ConfigureAwait(false) is CompilationUnitSyntax unit && unit.Members.Any(SyntaxKind.GlobalStatement))
                return OutputKind.ConsoleApplication;
        }

        return project.CompilationOptions!.OutputKind;
    }

    private Task Conclude(Func<Task> verification)
    {
        if (Collection.Value is not { } collection)
            return verification();
        collection.Add(this);
        return Task.CompletedTask;
    }

    private Scenario With(SourceFile file)
        => _files.Any(other => other.Name == file.Name)
            ? throw new ArgumentException($"There are two documents {file.Name}; the name says what a fix changes.")
            : this with { _files = _files.Add(file) };

    private Scenario With(ProjectShape shape, string code)
        => (this with { _projects = _projects.Add(shape) }).With(new SourceFile(shape.Name, $"{shape.Name}.cs", code));

    private Markup Parse(string code, string? onlyId)
        => Markup.Parse(Baseline.UsingsFor(Client, _language) + Dialect.Expand(code.ReplaceLineEndings("\n"), Version), onlyId);

    private sealed record SourceFile(string Project, string Name, string Code)
    {
        public string Path => $"/src/{Project}/{Name}";
    }

    private sealed record ProjectShape(string Name, bool IsReferenced);
}
