using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Samples;

/// <summary>
/// All programs of an unreliable sample as one solution, repaired as somebody would in an editor: Fix All in the solution, rule
/// by rule, queues and exchanges under a new name. What comes out is the repaired twin, to the letter.
/// </summary>
public class RepairedSamplesTests
{
    private static readonly string[] Repairs =
    [
        "RMQ2001.DurableUnderNewName", "RMQ2002.DurableUnderNewName", "RMQ2003.Keep", "RMQ2004.Flags", "RMQ2005.Key", "RMQ2007.RejectPublish", "RMQ2008.Remove",
        "RMQ1001.Acknowledge", "RMQ1009.AcknowledgeManually", "RMQ3001.Persistent", "RMQ3002.Confirm", "RMQ1013.Limit",
        "RMQ1004.Acknowledge", "RMQ1006.AcknowledgeAfterProcessing", "RMQ1007.RejectFailures", "RMQ1010.UseConsumersChannel", "RMQ1011.RequeueOnce", "RMQ1005.RejectFailures",
    ];

    private static string Root => Path.Combine(References.RepositoryRoot, "samples");

    public static TheoryData<string> Samples =>
        [.. Directory.GetDirectories(Root, "*.Repaired").Select(folder => Path.GetFileNameWithoutExtension(folder)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Samples))]
    public async Task A_repaired_sample_equals_its_twin(string sample)
    {
        var solution = Load(sample);
        foreach (var repair in Repairs)
            solution = await RepairAsync(solution, repair);

        foreach (var program in Programs(sample + ".Repaired"))
            Assert.Equal(program.Text, (await Document(solution, program.Name).GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.Empty((await InspectAsync(solution)).Reports);
    }

    [Theory, MemberData(nameof(Samples))]
    public async Task Every_unreliable_program_compiles_and_has_something_to_repair(string sample)
    {
        var inspection = await InspectAsync(Load(sample));

        Assert.Empty(inspection.Compiler.Where(report => report.Diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(inspection.Reports);
    }

    private static async Task<Solution> RepairAsync(Solution solution, string equivalenceKey)
    {
        var id = equivalenceKey[..equivalenceKey.IndexOf('.')];
        var reports = (await InspectAsync(solution)).Reports.Where(report => report.Id == id).ToArray();
        if (reports.Length == 0)
            return solution;

        var fix = Shipped.CreateCodeFixes().Single(fix => fix.FixableDiagnosticIds.Contains(id));
        var context = new FixAllContext(reports[0].Document!, fix, FixAllScope.Solution, equivalenceKey, [id], new KnownReports(reports), CancellationToken.None);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);
        var operations = await action!.GetOperationsAsync(CancellationToken.None);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    private static Solution Load(string sample)
    {
        var version = sample.EndsWith(".V6", StringComparison.Ordinal) ? V6 : V7;
        var solution = new AdhocWorkspace().CurrentSolution;
        foreach (var program in Programs(sample))
        {
            var project = Baseline.Describe(program.Name, version, LanguageVersion.CSharp12);
            project = project.WithCompilationOptions(project.CompilationOptions!.WithOutputKind(OutputKind.ConsoleApplication));
            solution = Baseline.AddPrelude(solution.AddProject(project), project.Id, null, LanguageVersion.CSharp12)
                .AddDocument(DocumentId.CreateNewId(project.Id), program.Name, SourceText.From(program.Text), filePath: $"/src/{program.Name}/Program.cs");
        }

        return solution;
    }

    private static Task<Inspection> InspectAsync(Solution solution) => Inspection.RunAsync(solution, Shipped.CreateAnalyzers(), []);

    private static Document Document(Solution solution, string program) =>
        solution.Projects.SelectMany(project => project.Documents).Single(document => document.Name == program);

    private static ImmutableArray<(string Name, string Text)> Programs(string sample) =>
        [.. Directory.GetFiles(Path.Combine(Root, sample), "Program.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(Path.GetDirectoryName(path)!), File.ReadAllText(path)))];
}
