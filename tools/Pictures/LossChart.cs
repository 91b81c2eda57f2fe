using System.Collections.Immutable;

namespace Pictures;

/// <summary>How many messages each mistake costs, and how many after the fix.</summary>
internal sealed class LossChart(string title, ImmutableArray<Measurement> measurements)
{
    private const double Width = 840;
    private const double Left = 24;
    private const double Track = 400;
    private const double TrackWidth = 180;
    private const double BeforeRight = 728;
    private const double AfterRight = Width - Left;
    private const double RowHeight = 48;
    private const double GroupHeight = 42;
    private const double Head = 60;

    public string Draw(Palette palette)
    {
        var canvas = new Canvas(palette, Width);
        var groups = measurements.GroupBy(measurement => measurement.Outcome).ToArray();
        var height = Head + (groups.Length * GroupHeight) + (measurements.Length * RowHeight) + 8;
        canvas.Box(0.5, 0.5, Width - 1, height - 1, palette.Ground, radius: 8, line: palette.Line);
        canvas.Words(Left, 38, title, palette.Text, "large strong");
        canvas.Words(BeforeRight, 38, "as written", palette.Muted, "small", fromRight: true);
        canvas.Words(AfterRight, 38, "after the fix", palette.Muted, "small", fromRight: true);

        var y = Head;
        foreach (var group in groups)
        {
            canvas.Rule(Left, y, Width - (2 * Left));
            canvas.Words(Left, y + 24, Name(group.Key), palette.Muted, "small strong");
            y += GroupHeight;
            foreach (var measurement in group)
            {
                Draw(canvas, y, measurement);
                y += RowHeight;
            }
        }

        return canvas.Finish(height, title, Describe());
    }

    private static void Draw(Canvas canvas, double y, Measurement measurement)
    {
        var palette = canvas.Palette;
        canvas.Words(Left, y + 14, measurement.What, palette.Text);
        canvas.Words(Left, y + 31, $"{measurement.Rule}: {measurement.Why}", palette.Muted, "small");

        var (least, most) = measurement.RangeBefore;
        canvas.Box(Track, y + 11, TrackWidth, 10, palette.Track, radius: 5);
        if (least != most)
            canvas.Box(Track, y + 11, Share(most), 10, palette.Bad, radius: 5, opacity: 0.4);
        canvas.Box(Track, y + 11, Share(least), 10, palette.Bad, radius: 5);
        canvas.Words(BeforeRight, y + 21, measurement.BeforeText, palette.Bad, "strong", fromRight: true);
        canvas.Words(AfterRight, y + 21, measurement.AfterText, palette.Good, "strong", fromRight: true);

        // A bar is never so short that it cannot be seen.
        double Share(int count) => Math.Max(TrackWidth * count / measurement.Of, 6);
    }

    private static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Lost => "Lost: neither the broker nor a worker has them",
        Outcome.Unheard => "Unheard: the broker did not take them, and the publisher does not know",
        _ => "Stuck: they wait in the broker, and the worker gets none of them",
    };

    private string Describe() => string.Join(" ", measurements.Select(measurement =>
        $"{measurement.What}; {measurement.Why} ({measurement.Rule}): {measurement.BeforeText} {measurement.Outcome.ToString().ToLowerInvariant()} as written, {measurement.AfterText} fixed."));
}
