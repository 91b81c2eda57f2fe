using System.Collections.Immutable;
using Pictures;
using QueueAnalyzers.Options;

namespace DocGen;

/// <summary>The documentation of a repository, as far as it follows from the rules, their options and what is measured.</summary>
internal sealed class Documentation
{
    private const string Pages = "docs/rules";

    private readonly string _root;
    private readonly ImmutableArray<DocumentedRule> _rules;
    private readonly ImmutableArray<Measurement> _measurements;

    public Documentation(string root, ImmutableArray<DocumentedRule> rules)
    {
        _root = root;
        _rules = rules;
        _measurements = Measurement.Read(root);
    }

    /// <summary>The files with a derived region, by path, and what stands in it.</summary>
    private IEnumerable<(string Path, string Content)> Regions =>
    [
        ("README.md", Markdown.Table(_rules, rule => $"{Pages}/{rule.Id}.md")),
        ($"{Pages}/README.md", Markdown.Table(_rules, rule => $"{rule.Id}.md")),
        ("nuget/PACKAGE.md", Markdown.Table(_rules, rule => rule.Url)),
        ("docs/configuration.md", Markdown.Options(DeclaredOptions.All)),
        .. _rules.Select(rule => (PathOf(rule), Markdown.Header(rule))),
        ("docs/measurements.md", Markdown.Table(_measurements)),
        ("samples/README.md", Markdown.TableOfSamples(_measurements.Where(measurement => measurement.IsSample))),
    ];

    /// <summary>What differs from the rules, in sentences that begin with the file.</summary>
    public ImmutableArray<string> FindDrift()
    {
        var drift = ImmutableArray.CreateBuilder<string>();
        foreach (var (path, content) in Regions)
        {
            if (Read(path) is not { } text)
                drift.Add($"{path} is missing.");
            else if (GeneratedRegion.Replace(text, content) is not { } current)
                drift.Add($"{path} has to have one region between '{GeneratedRegion.Begin}' and '{GeneratedRegion.End}'.");
            else if (current != text)
                drift.Add($"{path} does not say what it is derived from.");
        }

        drift.AddRange(Mode.All.Where(mode => Read(mode.Path) != mode.Write(_rules)).Select(mode => $"{mode.Path} does not say what the rules say."));
        drift.AddRange(FindOrphans().Select(path => $"{path} belongs to no rule."));
        return drift.ToImmutable();
    }

    /// <summary>Brings all regions and the configurations of the modes up to date, and begins the pages that are missing.</summary>
    /// <returns>The files that were written.</returns>
    public ImmutableArray<string> Write()
    {
        var written = ImmutableArray.CreateBuilder<string>();
        foreach (var rule in _rules.Where(rule => Read(PathOf(rule)) is null))
            Write(PathOf(rule), Markdown.EmptyPage(rule));
        foreach (var (path, content) in Regions)
        {
            if (Read(path) is { } text && GeneratedRegion.Replace(text, content) is { } current && current != text)
                Write(path, current);
        }

        foreach (var mode in Mode.All.Where(mode => Read(mode.Path) != mode.Write(_rules)))
            Write(mode.Path, mode.Write(_rules));

        return written.ToImmutable();

        void Write(string path, string text)
        {
            File.WriteAllText(Path.Combine(_root, path), text);
            written.Add(path);
        }
    }

    private static string PathOf(DocumentedRule rule) => $"{Pages}/{rule.Id}.md";

    private IEnumerable<string> FindOrphans() => Directory.GetFiles(Path.Combine(_root, Pages), "RMQ*.md")
        .Select(path => $"{Pages}/{Path.GetFileName(path)}")
        .Except(_rules.Select(PathOf))
        .Order(StringComparer.Ordinal);

    private string? Read(string path) => File.Exists(Path.Combine(_root, path)) ? File.ReadAllText(Path.Combine(_root, path)) : null;
}
