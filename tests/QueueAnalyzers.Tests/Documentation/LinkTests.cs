namespace QueueAnalyzers.Tests.Documentation;

/// <summary>Links lead somewhere, down to the heading.</summary>
public class LinkTests
{
    private const string OnTheWeb = "https://github.com/QueueAnalyzers/QueueAnalyzers/";

    public static TheoryData<string> Files => [.. MarkdownFile.All.Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Files))]
    public void LinksResolve(string path)
    {
        var file = MarkdownFile.All.Single(file => file.Path == path);

        Assert.All(file.Links, link => Assert.True(Resolves(file, link), $"'{link}' leads nowhere."));
    }

    private static bool Resolves(MarkdownFile file, string link)
    {
        if (link.StartsWith(OnTheWeb, StringComparison.Ordinal))
        {
            // blob/main/docs/configuration.md: the kind and the version come before the path.
            return link[OnTheWeb.Length..].Split('/', 3) is not ["blob" or "tree", _, var path] || Exists(path, anchor: "");
        }

        if (Uri.TryCreate(link, UriKind.Absolute, out _))
            return true;

        var (target, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, "");
        var folder = Path.GetDirectoryName(file.Path)!;
        return Exists(target.Length == 0 ? file.Path : Path.Combine(folder, target), anchor);
    }

    private static bool Exists(string path, string anchor)
    {
        var full = Path.GetFullPath(path, References.RepositoryRoot);
        if (anchor.Length == 0)
            return File.Exists(full) || Directory.Exists(full);
        var relative = Path.GetRelativePath(References.RepositoryRoot, full).Replace('\\', '/');
        return MarkdownFile.All.Any(file => file.Path == relative && file.Anchors.Contains(anchor));
    }
}
