using System.Collections.Immutable;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>A markdown file of the repository, as its readers see it.</summary>
internal sealed class MarkdownFile
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePipeTables().Build();
    private static readonly string[] BuildFolders = ["bin", "obj", "artifacts", "TestResults"];

    private readonly MarkdownDocument _document;

    private MarkdownFile(string path)
    {
        Path = path;
        Text = File.ReadAllText(System.IO.Path.Combine(References.RepositoryRoot, path));
        _document = Markdig.Markdown.Parse(Text, Pipeline);
    }

    /// <summary>All of them.</summary>
    public static ImmutableArray<MarkdownFile> All { get; } = [.. In(References.RepositoryRoot).Order(StringComparer.Ordinal).Select(path => new MarkdownFile(path))];

    /// <summary>The pages of the rules.</summary>
    public static ImmutableArray<MarkdownFile> RulePages { get; } = [.. All.Where(file => file.Path.StartsWith("docs/rules/RMQ", StringComparison.Ordinal))];

    /// <summary>The path from the repository's root, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The id of the rule that a page is about; the file's name for other files.</summary>
    public string Id => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IEnumerable<string> Links => _document.Descendants<LinkInline>().Select(link => link.Url).OfType<string>();

    public IEnumerable<string> Anchors => _document.Descendants<HeadingBlock>().Select(heading => heading.GetAttributes().Id).OfType<string>();

    /// <summary>The headings that divide a page.</summary>
    public IEnumerable<string> Sections => _document.OfType<HeadingBlock>().Where(heading => heading.Level == 2).Select(TextOf);

    /// <summary>The examples in C# that say what they are examples of.</summary>
    public IEnumerable<CodeExample> Examples => _document.Descendants<FencedCodeBlock>()
        .Where(block => block.Info == "csharp" && !string.IsNullOrEmpty(block.Arguments))
        .Select(block => CodeExample.Read(this, block));

    /// <summary>The configurations that say what they are examples of: <c>ini bad</c> and <c>ini good</c>.</summary>
    public IEnumerable<(bool IsBad, int Line, string Text)> Configurations => _document.Descendants<FencedCodeBlock>()
        .Where(block => block.Info == "ini" && block.Arguments is "bad" or "good")
        .Select(block => (block.Arguments == "bad", block.Line + 1, block.Lines.ToString()));

    /// <summary>The rows of all tables, each with its cells as text and the links in it.</summary>
    public IEnumerable<(string[] Cells, string[] Links)> Rows => _document.Descendants<TableRow>().Where(row => !row.IsHeader).Select(row => (
        row.OfType<TableCell>().Select(cell => string.Concat(cell.Descendants<LeafInline>().Select(TextOf))).ToArray(),
        row.Descendants<LinkInline>().Select(link => link.Url ?? "").ToArray()));

    public override string ToString() => Path;

    private static string TextOf(HeadingBlock heading) => string.Concat(heading.Inline!.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));

    private static string TextOf(LeafInline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => " ",
    };

    private static IEnumerable<string> In(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.md").Select(path => System.IO.Path.GetRelativePath(References.RepositoryRoot, path).Replace('\\', '/'));
        var folders = Directory.EnumerateDirectories(folder).Where(path => System.IO.Path.GetFileName(path) is var name && name[0] != '.' && !BuildFolders.Contains(name));
        return files.Concat(folders.SelectMany(In));
    }
}
