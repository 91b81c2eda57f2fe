using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>What the pages show is true: it compiles as it stands, and the analyzers say of it what the page says.</summary>
public class CodeExampleTests
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static TheoryData<string, int, ClientVersion> Examples
    {
        get
        {
            var data = new TheoryData<string, int, ClientVersion>();
            foreach (var example in MarkdownFile.All.SelectMany(file => file.Examples))
            {
                foreach (var version in example.Versions)
                    data.Add(example.File.Path, example.Line, version);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task ExampleIsWhatItSays(string path, int line, ClientVersion version)
    {
        var example = MarkdownFile.All.Single(file => file.Path == path).Examples.Single(example => example.Line == line);

        var inspection = await Inspection.RunAsync(CreateSolution(example.Code, version), Shipped.CreateAnalyzers(), enabled: []);

        Assert.Empty(inspection.Compiler);
        var expected = example.IsBad ? [example.File.Id] : Array.Empty<string>();
        Assert.Equal(expected, inspection.Reports.Select(report => report.Id).Distinct());
    }

    private static Solution CreateSolution(string code, ClientVersion version)
    {
        var info = Baseline.Describe("Example", version, LanguageVersion.CSharp12);
        var output = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax)
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary;
        return new AdhocWorkspace().CurrentSolution
            .AddProject(info.WithCompilationOptions(info.CompilationOptions!.WithOutputKind(output)))
            .AddDocument(DocumentId.CreateNewId(info.Id), "ImplicitUsings.cs", SourceText.From(ImplicitUsings))
            .AddDocument(DocumentId.CreateNewId(info.Id), "Program.cs", SourceText.From(code));
    }
}
