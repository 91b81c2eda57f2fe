using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>
/// Where the small programs are compiled, as they stand and as the fixes leave them. What is reported is checked on the way: the rule before, nothing after.
/// </summary>
internal sealed class Workshop : IDisposable
{
    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using RabbitMQ.Client;
        global using RabbitMQ.Client.Events;
        global using RabbitMQ.Client.Exceptions;
        """;

    private const string RuntimeConfiguration = """
        { "runtimeOptions": { "tfm": "net10.0", "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("queueanalyzers-programs-").FullName;
    private readonly HashSet<string> _clients = [];
    private readonly Dictionary<(string Name, string Repair, string Client), Task<Programs>> _made = [];

    private static string Sources => Path.Combine(Repository.Folder, "tests", "QueueAnalyzers.BrokerTests", "Programs");

    /// <summary>What the fixes made of the programs, to be looked at.</summary>
    private static string Artifacts => Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "artifacts", "programs")).FullName;

    /// <summary>Both forms of the program; they are made when they are first asked for.</summary>
    public Task<Programs> MakeAsync(Mistake mistake, ClientVersion client)
    {
        if (!_made.TryGetValue((mistake.Name, mistake.Repair, client.Name), out var made))
            made = _made[(mistake.Name, mistake.Repair, client.Name)] = CompileAsync(mistake, client);
        return made;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Programs> CompileAsync(Mistake mistake, ClientVersion client)
    {
        var name = $"{mistake.Name}.{client.Name}";
        using var editor = new Editor(Project(name, mistake.File(client.Name), client));
        Assert.Equal([mistake.Rule], (await editor.ReportsAsync()).Distinct());
        var unreliable = await EmitAsync(editor, name, client);

        if (mistake.Fixes is [])
        {
            using var pattern = new Editor(Project(name, mistake.RepairedFile(client.Name), client));
            Assert.Empty(await pattern.ReportsAsync());
            return new Programs(unreliable, await EmitAsync(pattern, $"{name}.{mistake.Repair}", client));
        }

        foreach (var fix in mistake.Fixes)
            await editor.FixAllAsync(fix);
        Assert.Empty(await editor.ReportsAsync());
        return new Programs(unreliable, await EmitAsync(editor, $"{name}.{mistake.Repair}", client));
    }

    private static ProjectInfo Project(string name, string file, ClientVersion client)
    {
        var id = ProjectId.CreateNewId(name);
        return ProjectInfo.Create(
            id,
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            documents: [Document("Usings.cs", Usings), Document("Program.cs", File.ReadAllText(Path.Combine(Sources, file)))],
            metadataReferences: client.References);

        DocumentInfo Document(string path, string text) => DocumentInfo.Create(
            DocumentId.CreateNewId(id, path),
            path,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Default, path)),
            filePath: path);
    }

    /// <summary>Writes the program, and what it needs to run, into the folder that all programs of its client share.</summary>
    private async Task<string> EmitAsync(Editor editor, string name, ClientVersion client)
    {
        var folder = FolderOf(client);
        var compilation = (await editor.CompileAsync()).WithAssemblyName(name);
        await File.WriteAllTextAsync(Path.Combine(Artifacts, $"{name}.cs"), compilation.SyntaxTrees.Last().ToString());
        var program = Path.Combine(folder, $"{name}.dll");
        Assert.Empty(compilation.Emit(program).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.runtimeconfig.json"), RuntimeConfiguration);
        return program;
    }

    private string FolderOf(ClientVersion client)
    {
        var folder = Path.Combine(_folder, client.Name);
        if (_clients.Add(client.Name))
        {
            Directory.CreateDirectory(folder);
            foreach (var assembly in client.Assemblies)
                File.Copy(assembly, Path.Combine(folder, Path.GetFileName(assembly)));
        }

        return folder;
    }
}
