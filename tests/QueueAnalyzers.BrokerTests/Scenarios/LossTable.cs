using System.Text.Json;
using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>The measured numbers of a test run, for people (Markdown) and for programs (JSON).</summary>
internal sealed class LossTable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "artifacts");

    private readonly List<Loss> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(Loss loss) => _rows.Add(loss);

    public void Save()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "loss.md"), ToMarkdown());
        var rows = Ordered().Select(row => new
        {
            scenario = row.Scenario,
            sample = row.Sample.Name,
            client = row.Sample.Client,
            code = NameOf(row.Code),
            published = row.Published,
            finishedBefore = row.Before.Count,
            finishedAfter = row.After.Count,
            lost = row.Lost,
            duplicated = row.Duplicated,
        });
        File.WriteAllText(Path.Combine(Folder, "loss.json"), JsonSerializer.Serialize(rows, Indented) + "\n");
    }

    public string ToMarkdown()
    {
        string[] head =
        [
            "| What happens | Sample | Program | Published | Finished before | Finished after | Lost | Twice |",
            "|---|---|---|--:|--:|--:|--:|--:|",
        ];
        var rows = Ordered().Select(row =>
            $"| {row.Scenario} | {row.Sample} | {NameOf(row.Code)} | {row.Published} | {row.Before.Count} | {row.After.Count} | **{row.Lost}** | {row.Duplicated} |");
        return string.Join('\n', [.. head, .. rows, ""]);
    }

    private IEnumerable<Loss> Ordered() => _rows.OrderBy(row => row.Scenario).ThenBy(row => row.Sample.Folder, StringComparer.Ordinal).ThenBy(row => row.Code);

    private static string NameOf(Code code) => code == Code.Unreliable ? "unreliable" : SampleBuilds.RepairedProgram;
}
