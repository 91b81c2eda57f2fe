using System.Text.Json;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks.Check;

/// <summary>The committed ratios of allocated bytes. These hardly depend on the machine and not at all on its load, so that a change is one of the code.</summary>
internal static class Baseline
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private static string File => Path.Combine(ProjectCode.RepositoryRoot, "benchmarks", "QueueAnalyzers.Benchmarks", "baseline.json");

    public static Dictionary<string, double> Read() => JsonSerializer.Deserialize<Dictionary<string, double>>(System.IO.File.ReadAllText(File))!;

    public static void Write(IEnumerable<Comparison> comparisons) => System.IO.File.WriteAllText(
        File,
        JsonSerializer.Serialize(comparisons.ToDictionary(comparison => comparison.Name, comparison => Math.Round(comparison.Bytes, 4)), Readable) + "\n");
}
