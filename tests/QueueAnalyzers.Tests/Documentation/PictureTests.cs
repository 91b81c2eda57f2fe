using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>Pictures can be seen on light and dark pages, and heard by those who do not see them.</summary>
public partial class PictureTests
{
    private const int Small = 32 * 1024;

    private static string Folder => Path.Combine(References.RepositoryRoot, "docs", "pictures");

    public static TheoryData<string> Pictures => [.. Directory.GetFiles(Folder, "*.svg").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Files => [.. MarkdownFile.All.Where(file => Picture().IsMatch(file.Text)).Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void PictureSaysWhatItShows(string name)
    {
        var picture = Load(name);

        Assert.Equal("img", picture.Attribute("role")?.Value);
        var labels = picture.Attribute("aria-labelledby")!.Value.Split(' ');
        Assert.Equal(["title", "desc"], labels.Select(id => picture.Elements().Single(element => element.Attribute("id")?.Value == id).Name.LocalName));
        Assert.All(picture.Elements().Where(element => labels.Contains(element.Attribute("id")?.Value)), label => Assert.NotEmpty(label.Value));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void PictureNeedsNothingElse(string name)
    {
        var picture = Load(name);

        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "script" or "image" or "foreignObject" or "use");
        Assert.DoesNotContain(picture.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName == "href");
        Assert.DoesNotContain("url(", picture.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@import", picture.ToString(), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Path.Combine(Folder, name)).Length, 1, Small);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void PictureIsShownOnLightAndDarkPages(string path)
    {
        var file = MarkdownFile.All.Single(file => file.Path == path);

        Assert.All(Picture().Matches(file.Text), picture =>
        {
            var (dark, light) = (picture.Groups["dark"].Value, picture.Groups["light"].Value);
            Assert.Equal(dark.Replace("-dark.svg", "-light.svg", StringComparison.Ordinal), light);
            Assert.All(new[] { dark, light }, svg => Assert.True(File.Exists(Path.Combine(References.RepositoryRoot, Path.GetDirectoryName(path)!, svg)), $"There is no {svg}."));
            Assert.NotEmpty(picture.Groups["alt"].Value);
        });
    }

    [Fact]
    public void EveryPictureIsShownSomewhere()
    {
        var shown = MarkdownFile.All.SelectMany(file => Picture().Matches(file.Text)).SelectMany(picture => new[] { picture.Groups["dark"].Value, picture.Groups["light"].Value });

        Assert.Empty(Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Except(shown.Select(path => Path.GetFileName(path)!)));
    }

    private static XElement Load(string name) => XDocument.Load(Path.Combine(Folder, name)).Root!;

    [GeneratedRegex("""<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="(?<dark>[^"]+)">\s*<img src="(?<light>[^"]+)"[^>]* alt="(?<alt>[^"]*)">\s*</picture>""")]
    private static partial Regex Picture();
}
