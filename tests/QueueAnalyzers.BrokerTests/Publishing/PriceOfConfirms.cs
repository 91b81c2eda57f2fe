using System.Diagnostics;
using System.Globalization;
using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Publishing;

/// <summary>What it saves to hear from the broker, and what it costs, in one run on one machine (RMQ3002).</summary>
public sealed class PriceOfConfirms(Scene scene)
{
    [Theory]
    [InlineData(ClientVersion.V6)]
    [InlineData(ClientVersion.V7)]
    public async Task Is_what_the_table_says(string client)
    {
        var rows = ConfirmsTable.Rows.Where(row => row.Generation == client).ToList();
        Assert.Equal(3, rows.Count);
        var times = new Dictionary<string, TimeSpan>();
        foreach (var row in rows)
        {
            var (mistake, code) = ConfirmsTable.WayOf(row);
            var trial = await scene.BeginAsync(mistake, client, Releases.V3);
            await using var run = await trial.StartOnDiskAsync(code);
            times.Add(row.Way, await MeasureAsync(trial, run));
            var lost = row.Way == ConfirmsTable.Without ? await UnconfirmedMessages.CountLostWithBrokerAsync(trial, code) : await UnconfirmedMessages.CrashAsync(trial, run);
            // What a broker keeps of its confirms is certain; what it has by chance written without them depends on the disk.
            Assert.InRange(lost, 0, row.Lost);
            trial.Holds(code, UnconfirmedMessages.Published, lost);
        }

        foreach (var row in rows)
        {
            var ratio = times[row.Way] / times[ConfirmsTable.Without];
            Scene.Say(string.Create(CultureInfo.InvariantCulture, $"{row.Client}, {row.Way}: {times[row.Way].TotalSeconds:F1} s, {ratio:F1} times as long"));
        }

        // How much slower depends on the disk; which of them is, does not.
        Assert.Equal(rows.MaxBy(row => row.Time)!.Way, times.MaxBy(time => time.Value).Key);
    }

    /// <summary>The time from the first publish until all messages are in the queue.</summary>
    private static async Task<TimeSpan> MeasureAsync(Trial trial, Run run)
    {
        await run.Program.WaitForLineAsync("Publishing");
        var clock = Stopwatch.StartNew();
        await run.Program.WaitForLineAsync("Published");
        while (await trial.Host.CountMessagesAsync(run.Queue) < UnconfirmedMessages.Published)
            await Task.Delay(10);
        return clock.Elapsed;
    }
}
