using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Flow.Paths;
using Path = QueueAnalyzers.Flow.Paths.Path;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>Writes an exploration down, a line for each end and settle of each path: to look at when a rule says something surprising.</summary>
internal static class ExplorationText
{
    /// <summary>The text; the same for the same code.</summary>
    public static string Of(Exploration exploration)
    {
        if (!exploration.IsComplete)
            return "unknown";
        var text = new StringBuilder();
        Append(text, exploration.Settles.Select(settle => $"settle {LineOf(settle.Settle.InHandler)} {settle.Settle.Call.Kind} finds {TextOf(settle.Path)}"));
        Append(text, exploration.Exits.SelectMany(exit => exit.Paths.Select(path => $"exit {(exit.Return is null ? "end" : LineOf(exit.Return))} {TextOf(path)}")));
        Append(text, exploration.Failures.Select(failure => $"failure {LineOf(failure.Source)} {failure.Thrown.Type?.Name ?? "Exception"} {TextOf(failure.Path)}"));
        Append(text, exploration.Unexplored.Select(call => $"unexplored {LineOf(call)}"));
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines.Distinct().OrderBy(line => line, StringComparer.Ordinal))
            text.Append(line).Append('\n');
    }

    private static string TextOf(Path path)
    {
        var text = path.State.ToString().ToLowerInvariant();
        if (path.Settle is { } settle)
            text += $" by {LineOf(settle.InHandler)}";
        if (path.CaughtBy is { } clause)
            text += $", caught at {LineOf(clause)}";
        if (path.IsUnwinding)
            text += ", unwinding";
        if (path.IsExcused)
            text += ", excused";
        return path.Assumptions.ToString() is { Length: > 0 } assumptions ? $"{text}, {assumptions}" : text;
    }

    private static string LineOf(IOperation operation) =>
        (operation.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
}
