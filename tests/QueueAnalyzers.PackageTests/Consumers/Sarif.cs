using System.Text.Json;

namespace QueueAnalyzers.PackageTests.Consumers;

/// <summary>What the compiler reported, as its error log says it.</summary>
internal sealed record Report(string Rule, string Level, string File, int Line)
{
    public bool IsOurs => Rule.StartsWith("RMQ", StringComparison.Ordinal);

    public bool IsWarningOrError => Level is "warning" or "error";

    /// <summary>An analyzer that crashed, or an analyzer assembly that the compiler could not load or use.</summary>
    public bool IsAnalyzerFailure => Rule is "AD0001" or "CS8032" or "CS8033" or "CS8034" or "CS8040" or "CS9057";

    public override string ToString() => $"{File}:{Line} {Level} {Rule}";
}

internal static class Sarif
{
    public static IReadOnlyList<Report> Read(string file)
    {
        using var log = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. log.RootElement.GetProperty("runs").EnumerateArray()
            .SelectMany(run => run.GetProperty("results").EnumerateArray())
            .Where(result => !result.TryGetProperty("suppressions", out _))
            .Select(ReadResult)
            .OrderBy(report => report.File, StringComparer.Ordinal)
            .ThenBy(report => report.Line)
            .ThenBy(report => report.Rule, StringComparer.Ordinal)];
    }

    private static Report ReadResult(JsonElement result)
    {
        var rule = result.GetProperty("ruleId").GetString()!;
        var level = result.TryGetProperty("level", out var written) ? written.GetString()! : "warning";
        if (!result.TryGetProperty("locations", out var locations) || locations.GetArrayLength() == 0)
            return new Report(rule, level, "", 0);

        var location = locations[0].GetProperty("physicalLocation");
        var path = new Uri(location.GetProperty("artifactLocation").GetProperty("uri").GetString()!, UriKind.RelativeOrAbsolute);
        return new Report(
            rule,
            level,
            Path.GetFileName(path.IsAbsoluteUri ? path.LocalPath : path.OriginalString),
            location.GetProperty("region").GetProperty("startLine").GetInt32());
    }
}
