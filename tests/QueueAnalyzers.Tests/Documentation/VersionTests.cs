using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>The version stands in one place, and whatever else names it agrees.</summary>
public partial class VersionTests
{
    private static readonly string Version = XDocument.Load(Path.Combine(References.RepositoryRoot, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    [Fact]
    public void AssembliesHaveIt() => Assert.All(
        new[] { Shipped.AnalyzerAssembly, Shipped.CodeFixAssembly },
        assembly => Assert.Equal(Version, assembly.GetName().Version!.ToString(3)));

    [Fact]
    public void NothingElseSetsIt() => Assert.DoesNotContain(
        new[] { "src", "nuget", "tools" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(References.RepositoryRoot, folder), "*.*proj", SearchOption.AllDirectories)),
        SetsVersion);

    [Fact]
    public void ChangelogBeginsWithItsSection() => Assert.Equal(Version, Releases().First());

    [Fact]
    public void ReleasesGoBackwards() => Assert.Equal(Releases().OrderByDescending(System.Version.Parse), Releases());

    /// <summary>What the compiler is told of the releases are the releases that users are told of.</summary>
    [Fact]
    public void TrackedReleasesAreInTheChangelog()
    {
        var tracked = File.ReadLines(Path.Combine(References.RepositoryRoot, "src", "QueueAnalyzers", "AnalyzerReleases.Shipped.md"))
            .Select(line => TrackedRelease().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

        Assert.Empty(tracked.Except(Releases()));
    }

    [Fact]
    public void ChangelogNamesEveryRule()
    {
        var changelog = Changelog();
        Assert.All(
            Shipped.CreateAnalyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Distinct(),
            id => Assert.Contains($"- {id}: ", changelog, StringComparison.Ordinal));
    }

    /// <summary>Pages that show how to install or what to tell name the version that they are of.</summary>
    [Fact]
    public void PagesNameIt() => Assert.All(
        MarkdownFile.All.Where(file => file.Path != "CHANGELOG.md").SelectMany(file => Mention().Matches(file.Text).Select(match => (file.Path, Named: match.Groups[1].Value))),
        mention => Assert.Equal((mention.Path, Version), mention));

    private static bool SetsVersion(string project) => XDocument.Load(project).Descendants("PropertyGroup").Elements()
        .Any(element => element.Name.LocalName is "Version" or "VersionPrefix" or "PackageVersion" or "AssemblyVersion" or "FileVersion");

    private static string Changelog() => File.ReadAllText(Path.Combine(References.RepositoryRoot, "CHANGELOG.md"));

    private static IEnumerable<string> Releases() => Release().Matches(Changelog()).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^## (\d+\.\d+\.\d+)\b", RegexOptions.Multiline)]
    private static partial Regex Release();

    [GeneratedRegex(@"^## Release (\d+\.\d+\.\d+)$")]
    private static partial Regex TrackedRelease();

    [GeneratedRegex(@"QueueAnalyzers(?:"" Version=""| |/blob/v)(\d+\.\d+\.\d+)")]
    private static partial Regex Mention();
}
