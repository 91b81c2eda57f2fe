using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>The client that a measured project references.</summary>
public enum Generation
{
    None,
    V6,
    V7,
}

/// <summary>Compilations as the SDK makes them.</summary>
internal static class ProjectCode
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Dictionary<string, string> Locations = typeof(ProjectCode).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(attribute => attribute.Key, attribute => attribute.Value!);

    private static readonly ImmutableArray<MetadataReference> Framework =
        [.. Directory.GetFiles(Locations["Reference.NetCoreApp"], "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly MetadataReference V6 = MetadataReference.CreateFromFile(Locations["Reference.Client6"]);
    private static readonly MetadataReference V7 = MetadataReference.CreateFromFile(Locations["Reference.Client7"]);

    public static string RepositoryRoot => Locations["RepositoryRoot"];

    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        concurrentBuild: false,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    public static IEnumerable<MetadataReference> ReferencesOf(Generation client) => client switch
    {
        Generation.V6 => Framework.Add(V6),
        Generation.V7 => Framework.Add(V7),
        _ => Framework,
    };

    public static CSharpCompilation Compile(Generation client, IEnumerable<string> files) => CSharpCompilation.Create(
        "Measured",
        files.Prepend(ImplicitUsings).Select((text, number) => CSharpSyntaxTree.ParseText(text, path: $"/src/File{number}.cs")),
        ReferencesOf(client),
        Options);

    /// <summary>One program, with top-level statements or without.</summary>
    public static CSharpCompilation CompileProgram(Generation client, string code)
    {
        var compilation = Compile(client, [code]);
        return compilation.SyntaxTrees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax))
            ? compilation.WithOptions(Options.WithOutputKind(OutputKind.ConsoleApplication))
            : compilation;
    }

    /// <summary>The same code and references, but nothing of it bound yet.</summary>
    public static CSharpCompilation Fresh(CSharpCompilation compilation) => compilation.Clone();

    /// <summary>The same code once more, of which nobody has read a word.</summary>
    public static CSharpCompilation Reparsed(CSharpCompilation compilation) => compilation
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath)));
}
