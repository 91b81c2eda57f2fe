using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>A transcript shows what the compiler prints for the sample that it names, down to the column.</summary>
public partial class TranscriptTests
{
    public static TheoryData<string> Lines => [.. MarkdownFile.All.SelectMany(file => Quote().Matches(file.Text)).Select(quote => quote.Value).Distinct()];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task TranscriptIsReal(string line)
    {
        var path = Quote().Match(line).Groups["path"].Value;
        var code = await File.ReadAllTextAsync(Path.Combine(References.RepositoryRoot, path), TestContext.Current.CancellationToken);

        var inspection = await Inspection.RunAsync(ExampleSolution.Create(code, path.Contains(".V6/", StringComparison.Ordinal) ? V6 : V7), Shipped.CreateAnalyzers(), enabled: []);

        Assert.Contains(line, inspection.Reports.Select(report => Print(path, report.Diagnostic)));
    }

    private static string Print(string path, Diagnostic report)
    {
        var place = report.Location.GetLineSpan().StartLinePosition;
        return FormattableString.Invariant($"{path}({place.Line + 1},{place.Character + 1}): {report.Severity.ToString().ToLowerInvariant()} {report.Id}: {report.GetMessage()}");
    }

    [GeneratedRegex(@"(?<path>samples/\S+\.cs)\(\d+,\d+\): \w+ RMQ\d{4}: .+$", RegexOptions.Multiline)]
    private static partial Regex Quote();
}
