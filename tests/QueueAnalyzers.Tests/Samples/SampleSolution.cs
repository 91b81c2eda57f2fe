using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Samples;

/// <summary>All programs of a sample, open as in an editor.</summary>
internal sealed partial class SampleSolution
{
    /// <summary>What the SDK uses in every program, beyond what snippets of tests do.</summary>
    private const string SdkUsings = "SdkUsings.cs";

    private readonly Solution _solution;
    private readonly ImmutableArray<DiagnosticDescriptor> _enabled;

    private SampleSolution(Solution solution, ImmutableArray<DiagnosticDescriptor> enabled)
    {
        _solution = solution;
        _enabled = enabled;
    }

    /// <summary>The unreliable ones, without the twins.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. Directory.GetDirectories(Root, "*.Repaired").Select(folder => Path.GetFileNameWithoutExtension(folder)!).Order(StringComparer.Ordinal)];

    private static string Root => Path.Combine(References.RepositoryRoot, "samples");

    /// <summary>The sources by their path in the sample's folder.</summary>
    public ImmutableSortedDictionary<string, string> Sources => _solution.Projects
        .SelectMany(project => project.Documents)
        .Where(document => document.Name is not (Baseline.PreludeName or SdkUsings))
        .ToImmutableSortedDictionary(document => document.Name, document => document.GetTextAsync().Result.ToString());

    public static SampleSolution Open(string sample)
    {
        var version = sample.Contains(".V6", StringComparison.Ordinal) ? V6 : V7;
        var solution = new AdhocWorkspace().CurrentSolution;
        var folder = Path.Combine(Root, sample);
        foreach (var program in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var project = Baseline.Describe(Path.GetFileName(program), version, LanguageVersion.CSharp12);
            project = project.WithCompilationOptions(project.CompilationOptions!.WithOutputKind(OutputKind.ConsoleApplication));
            solution = Baseline.AddPrelude(solution.AddProject(project), project.Id, null, LanguageVersion.CSharp12)
                .AddDocument(DocumentId.CreateNewId(project.Id), SdkUsings, SourceText.From("global using System.IO;\nglobal using System.Net.Http;\n"), filePath: $"/src/{SdkUsings}");
            foreach (var path in Directory.GetFiles(program, "*.cs").Order(StringComparer.Ordinal))
            {
                var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
                solution = solution.AddDocument(DocumentId.CreateNewId(project.Id), name, SourceText.From(File.ReadAllText(path)), filePath: $"/src/{name}");
            }
        }

        return new(solution, EnabledIn(folder));
    }

    public Task<Inspection> InspectAsync() => Inspection.RunAsync(_solution, Shipped.CreateAnalyzers(), _enabled);

    /// <summary>Fix All in the solution.</summary>
    public async Task<SampleSolution> RepairAsync(string equivalenceKey)
    {
        var id = equivalenceKey[..equivalenceKey.IndexOf('.')];
        var reports = (await InspectAsync()).Reports.Where(report => report.Id == id).ToArray();
        if (reports.Length == 0)
            return this;

        var fix = Shipped.CreateCodeFixes().Single(fix => fix.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(reports[0].Document!, fix, FixAllScope.Solution, equivalenceKey, [id], new KnownReports(reports), CancellationToken.None);
        if (await fix.GetFixAllProvider()!.GetFixAsync(context) is not { } action)
            return this;
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        return new(operations.OfType<ApplyChangesOperation>().Single().ChangedSolution, _enabled);
    }

    /// <summary>The rules that a sample switches on for itself.</summary>
    private static ImmutableArray<DiagnosticDescriptor> EnabledIn(string folder)
    {
        var configuration = Path.Combine(folder, ".editorconfig");
        if (!File.Exists(configuration))
            return [];
        var ids = Severity().Matches(File.ReadAllText(configuration)).Select(match => match.Groups["id"].Value);
        var rules = Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id);
        return [.. ids.Select(id => rules.Single(rule => rule.Id == id))];
    }

    [GeneratedRegex(@"dotnet_diagnostic\.(?<id>RMQ\d{4})\.severity = (?:suggestion|warning)")]
    private static partial Regex Severity();
}
