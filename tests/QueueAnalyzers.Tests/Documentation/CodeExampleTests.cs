namespace QueueAnalyzers.Tests.Documentation;

/// <summary>What the pages show is true: it compiles as it stands, and the analyzers say of it what the page says.</summary>
public class CodeExampleTests
{
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

        var analyzers = Shipped.CreateAnalyzers();
        // A page shows its own rule, also when users have to switch it on.
        var own = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Where(rule => rule.Id == example.File.Id);
        var inspection = await Inspection.RunAsync(ExampleSolution.Create(example.Code, version), analyzers, enabled: own);

        Assert.Empty(inspection.Compiler);
        var expected = example.IsBad ? [example.File.Id] : Array.Empty<string>();
        Assert.Equal(expected, inspection.Reports.Select(report => report.Id).Distinct());
    }
}
