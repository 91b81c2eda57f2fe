using System.Globalization;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Publishing;

/// <summary>
/// The table on the page of RMQ3002 that says what each way to publish loses with the broker, and how long it takes.
/// Its numbers are those of a run; what it claims is tested.
/// </summary>
internal static class ConfirmsTable
{
    public const string Without = "without confirms";

    private static readonly string Page = Path.Combine(Repository.Folder, "docs", "rules", "RMQ3002.md");

    /// <summary>The ways to publish, by client and by what the table calls them.</summary>
    private static readonly Dictionary<(string Client, string Name), (Mistake Mistake, Code Code)> Ways = new()
    {
        [("6.4.0", Without)] = (UnconfirmedMessages.Unconfirmed, Code.Unreliable),
        [("6.4.0", "confirms, one wait behind the loop (the fix)")] = (UnconfirmedMessages.Unconfirmed, Code.Repaired),
        [("6.4.0", "confirms, a wait behind each publish")] = (new Mistake("RMQ3002/Unconfirmed") { Pattern = "RMQ3002/EachConfirmed" }, Code.Repaired),
        [("7.2.2", Without)] = (UnconfirmedMessages.Unconfirmed, Code.Unreliable),
        [("7.2.2", "confirms, each publish awaited (the fix)")] = (UnconfirmedMessages.Unconfirmed, Code.Repaired),
        [("7.2.2", "confirms, 500 publishes awaited together")] = (new Mistake("RMQ3002/Unconfirmed") { Pattern = "RMQ3002/InBatches" }, Code.Repaired),
    };

    public static IEnumerable<Row> Rows => File.ReadLines(Page)
        .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells is { Length: 4 } && Ways.ContainsKey((cells[0], cells[1])))
        .Select(cells => new Row(cells[0], cells[1], Number(cells[2]), Number(cells[3])));

    public static (Mistake Mistake, Code Code) WayOf(Row row) => Ways[(row.Client, row.Way)];

    private static double Number(string cell) => double.Parse(cell.Trim('*', '×').Replace(" ", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <param name="Client">The version of the client.</param>
    /// <param name="Way">How it publishes.</param>
    /// <param name="Lost">How many messages the broker loses that dies behind the last publish.</param>
    /// <param name="Time">How many times as long as without confirms it takes until all are in the queue.</param>
    internal sealed record Row(string Client, string Way, double Lost, double Time)
    {
        public string Generation => Client == "6.4.0" ? ClientVersion.V6 : ClientVersion.V7;
    }
}
