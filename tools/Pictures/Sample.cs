using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RabbitMQ.Client;

namespace Pictures;

/// <summary>A program of a sample, with all that the compiler and the analyzers know of it.</summary>
internal sealed class Sample
{
    // What the SDK gives a console program.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private readonly string _path;
    private readonly Document _document;

    private Sample(string path, Document document)
    {
        _path = path;
        _document = document;
    }

    public static Sample Open(string root, string path)
    {
        var project = new AdhocWorkspace().AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Sample",
            "Sample",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: References));
        return new(path, project.AddDocument("Usings.cs", ImplicitUsings).Project.AddDocument("Program.cs", System.IO.File.ReadAllText(Path.Combine(root, path))));
    }

    /// <summary>The file, seen from the repository's root.</summary>
    public string File => _path;

    private static IEnumerable<MetadataReference> References =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(IChannel).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));

    /// <summary>What a build says of the program.</summary>
    public async Task<ImmutableArray<BuildWarning>> BuildAsync()
    {
        var compilation = (await _document.Project.GetCompilationAsync())!;
        if (compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"{_path} does not compile: {error}");
        var analyzers = typeof(QueueAnalyzers.QueueAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
        var reports = await compilation.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        return [.. reports.Where(report => report.Severity == DiagnosticSeverity.Warning).OrderBy(report => report.Location.SourceSpan.Start).Select(WarningOf)];
    }

    public async Task<string> TextAsync() => (await _document.GetTextAsync()).ToString();

    /// <summary>The lines of the program, each in its pieces and what they are.</summary>
    public async Task<ImmutableArray<CodeLine>> LinesAsync()
    {
        var text = await _document.GetTextAsync();
        var model = (await _document.GetSemanticModelAsync())!;
        var tokens = (await _document.GetSyntaxRootAsync())!.DescendantTokens().Select(token => (token.Span, Kind: KindOf(token, model))).ToArray();
        return [.. text.Lines.Select(line => new CodeLine(line.ToString(), PiecesOf(line, text, tokens)))];
    }

    private static ImmutableArray<(string Text, CodeKind Kind)> PiecesOf(TextLine line, SourceText text, IEnumerable<(TextSpan Span, CodeKind Kind)> tokens)
    {
        var pieces = ImmutableArray.CreateBuilder<(string, CodeKind)>();
        var position = line.Start;
        foreach (var (span, kind) in tokens)
        {
            if (span.Intersection(line.Span) is not { IsEmpty: false } part || kind == CodeKind.Plain)
                continue;
            pieces.Add((text.ToString(TextSpan.FromBounds(position, part.Start)), CodeKind.Plain));
            pieces.Add((text.ToString(part), kind));
            position = part.End;
        }

        pieces.Add((text.ToString(TextSpan.FromBounds(position, line.End)), CodeKind.Plain));
        return pieces.ToImmutable();
    }

    private static CodeKind KindOf(SyntaxToken token, SemanticModel model) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken => CodeKind.String,
        SyntaxKind.NumericLiteralToken => CodeKind.Number,
        SyntaxKind.IdentifierToken when token.Parent is IdentifierNameSyntax { IsVar: true } => CodeKind.Keyword,
        SyntaxKind.IdentifierToken => token.Parent is { } name ? model.GetSymbolInfo(name).Symbol switch
        {
            INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor } => CodeKind.Type,
            IMethodSymbol => CodeKind.Method,
            _ => CodeKind.Plain,
        } : CodeKind.Plain,
        _ => token.IsKeyword() ? CodeKind.Keyword : CodeKind.Plain,
    };

    private BuildWarning WarningOf(Diagnostic report)
    {
        var place = report.Location.GetLineSpan().StartLinePosition;
        return new(FormattableString.Invariant($"{_path}({place.Line + 1},{place.Character + 1})"), report.Id, report.GetMessage());
    }
}

/// <summary>A line of a program, whole and in its pieces.</summary>
internal sealed record CodeLine(string Text, ImmutableArray<(string Text, CodeKind Kind)> Pieces);

/// <summary>What a piece of code is.</summary>
internal enum CodeKind
{
    Plain,
    Keyword,
    Type,
    Method,
    String,
    Number,
}

/// <summary>A line that a build prints.</summary>
internal sealed record BuildWarning(string Place, string Rule, string Message);
