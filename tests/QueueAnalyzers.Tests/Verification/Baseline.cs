using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests;

/// <summary>
/// A project with its references and usings, compiled once. Tests add their documents to a fork of it, and so share its bound
/// references, which is what makes one of them cheap.
/// </summary>
internal static class Baseline
{
    public const string ProjectName = "Test";
    // As the SDK names the file that it generates.
    public const string PreludeName = "GlobalUsings.g.cs";

    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly string[] ClientUsings = ["RabbitMQ.Client", "RabbitMQ.Client.Events"];

    private static readonly ConcurrentDictionary<(ClientVersion?, LanguageVersion), Lazy<Task<Project>>> Projects = new();

    /// <param name="client">The client that is referenced; null for a project without it.</param>
    /// <param name="language">The language version of its sources.</param>
    public static Task<Project> ProjectAsync(ClientVersion? client, LanguageVersion language)
        => Projects.GetOrAdd((client, language), static key => new(() => CompileAsync(key.Item1, key.Item2))).Value;

    /// <summary>The usings as text, where the language is too old for global ones.</summary>
    public static string UsingsFor(ClientVersion? client, LanguageVersion language)
        => HasGlobalUsings(language) ? "" : string.Concat(UsingsOf(client).Select(name => $"using {name};\n"));

    public static ProjectInfo Describe(string name, ClientVersion? client, LanguageVersion language) => ProjectInfo.Create(
        ProjectId.CreateNewId(name),
        VersionStamp.Default,
        name,
        name,
        LanguageNames.CSharp,
        filePath: $"/src/{name}/{name}.csproj",
        compilationOptions: new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: language >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]),
        parseOptions: new CSharpParseOptions(language, DocumentationMode.Parse),
        metadataReferences: client is { } version ? References.Framework.AddRange(References.Client(version)) : References.Framework);

    public static Solution AddPrelude(Solution solution, ProjectId project, ClientVersion? client, LanguageVersion language)
    {
        if (!HasGlobalUsings(language))
            return solution;

        var text = string.Concat(UsingsOf(client).Select(name => $"global using {name};\n"));
        return solution.AddDocument(DocumentId.CreateNewId(project), PreludeName, SourceText.From(text), filePath: $"/src/{PreludeName}");
    }

    private static bool HasGlobalUsings(LanguageVersion language) => language >= LanguageVersion.CSharp10;

    private static IEnumerable<string> UsingsOf(ClientVersion? client) => client is null ? Usings : Usings.Concat(ClientUsings);

    private static async Task<Project> CompileAsync(ClientVersion? client, LanguageVersion language)
    {
        var info = Describe(ProjectName, client, language);
        var solution = AddPrelude(new AdhocWorkspace().CurrentSolution.AddProject(info), info.Id, client, language);
        var project = solution.GetProject(info.Id)!;
        var compilation = await project.GetCompilationAsync().ConfigureAwait(false);
        compilation!.GetDiagnostics();
        return project;
    }
}
