using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>A project with one file, compiled as the SDK would: with the usings that every project has, and no others.</summary>
internal static class ExampleSolution
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

    public static Solution Create(string code, ClientVersion version)
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
