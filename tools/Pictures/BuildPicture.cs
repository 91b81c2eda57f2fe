using System.Collections.Immutable;

namespace Pictures;

/// <summary>A build that warns, and what the fixes make of it.</summary>
internal sealed class BuildPicture(string command, ImmutableArray<BuildWarning> warnings, Repair repair)
{
    private const double Width = 840;
    private const double Padding = 20;
    private const double Head = 38;
    private const double Gap = 16;
    private const double Margin = 8;
    private const double Skipped = 22;
    private const double Baseline = 14;
    private const int Columns = (int)((Width - (2 * Padding)) / Canvas.ColumnWidth);

    public string Draw(Palette palette)
    {
        var canvas = new Canvas(palette, Width);
        var terminal = warnings.Select(warning => Wrap(palette, warning)).ToArray();
        var terminalHeight = Head + Padding + (terminal.Sum(lines => lines.Length) * Canvas.LineHeight) + ((terminal.Length - 1) * (Canvas.LineHeight / 2));
        Panel(canvas, 0, terminalHeight);
        canvas.Code(Padding, 24, [new("$ ", palette.Muted), new(command)]);
        var y = Head + (Padding / 2);
        foreach (var lines in terminal)
        {
            foreach (var line in lines)
            {
                canvas.Code(Padding, y + Baseline, line);
                y += Canvas.LineHeight;
            }

            y += Canvas.LineHeight / 2;
        }

        var top = terminalHeight + Gap;
        var height = top + Head + Margin + (repair.Hunks.Sum(hunk => hunk.Length) * Canvas.LineHeight) + ((repair.Hunks.Length - 1) * Skipped) + Margin;
        Panel(canvas, top, height - top);
        DrawRepair(canvas, top);
        return canvas.Finish(height, "A build that warns, and the fixes", Describe());
    }

    private static void Panel(Canvas canvas, double y, double height)
    {
        var palette = canvas.Palette;
        canvas.Box(0.5, y + 0.5, Width - 1, height - 1, palette.Ground, radius: 8, line: palette.Line);
        canvas.Box(1, y + 1, Width - 2, Head - 1, palette.Raised, radius: 7.5);
        canvas.Box(1, y + 12, Width - 2, Head - 12, palette.Raised);
        canvas.Rule(1, y + Head, Width - 2);
    }

    private void DrawRepair(Canvas canvas, double top)
    {
        var palette = canvas.Palette;
        var lines = repair.Hunks.SelectMany(hunk => hunk).ToArray();
        canvas.Code(Padding, top + 24, [new(repair.File)]);
        canvas.Words(Width - Padding - 34, top + 24, $"+{lines.Count(line => line.Change == Change.Added)}", palette.Good, "small strong", fromRight: true);
        canvas.Words(Width - Padding, top + 24, $"−{lines.Count(line => line.Change == Change.Removed)}", palette.Bad, "small strong", fromRight: true);

        var y = top + Head + Margin;
        for (var n = 0; n < repair.Hunks.Length; n++)
        {
            if (n > 0)
            {
                canvas.Box(1, y + 4, Width - 2, Skipped - 8, palette.Raised);
                for (var dot = 0; dot < 3; dot++)
                    canvas.Box(Padding + (dot * 6), y + (Skipped / 2) - 1, 2, 2, palette.Muted, radius: 1);
                y += Skipped;
            }

            foreach (var line in repair.Hunks[n])
            {
                Draw(canvas, y, line);
                y += Canvas.LineHeight;
            }
        }
    }

    private static void Draw(Canvas canvas, double y, RepairedLine line)
    {
        const double Code = Padding + (2 * Canvas.ColumnWidth);
        var palette = canvas.Palette;
        var (ground, word, sign, ink) = line.Change switch
        {
            Change.Removed => (palette.Removed, palette.RemovedWord, "-", palette.Bad),
            Change.Added => (palette.Added, palette.AddedWord, "+", palette.Good),
            _ => (palette.Ground, palette.Ground, "", palette.Text),
        };
        if (line.Change != Change.None)
        {
            canvas.Box(1, y, Width - 2, Canvas.LineHeight, ground);
            if (line.Words.Length > 0)
                canvas.Box(Code + (line.Words.Start * Canvas.ColumnWidth) - 1, y + 1.5, (line.Words.Length * Canvas.ColumnWidth) + 2, Canvas.LineHeight - 3, word, radius: 3);
            canvas.Code(Padding, y + Baseline, [new(sign, ink)]);
        }

        canvas.Code(Code, y + Baseline, line.Code.Pieces.Select(piece => new Fragment(piece.Text, InkOf(palette, piece.Kind))));
    }

    private static ImmutableArray<ImmutableArray<Fragment>> Wrap(Palette palette, BuildWarning warning)
    {
        var words = new Queue<Fragment>(
        [
            new($"{warning.Place}:", palette.Text),
            new("warning", palette.Warning),
            new($"{warning.Rule}:", palette.Warning),
            .. warning.Message.Split(' ').Select(word => new Fragment(word)),
        ]);
        var lines = ImmutableArray.CreateBuilder<ImmutableArray<Fragment>>();
        while (words.Count > 0)
        {
            var line = ImmutableArray.CreateBuilder<Fragment>();
            for (var columns = 0; words.Count > 0 && columns + words.Peek().Text.Length <= Columns;)
            {
                var word = words.Dequeue();
                columns += word.Text.Length + 1;
                line.Add(word with { Text = word.Text + " " });
            }

            lines.Add(line.ToImmutable());
        }

        return lines.ToImmutable();
    }

    private static string? InkOf(Palette palette, CodeKind kind) => kind switch
    {
        CodeKind.Keyword => palette.Keyword,
        CodeKind.Type => palette.Type,
        CodeKind.Method => palette.Method,
        CodeKind.String => palette.String,
        CodeKind.Number => palette.Number,
        _ => null,
    };

    private string Describe() =>
        $"'{command}' prints: {string.Join(" ", warnings.Select(warning => $"{warning.Place}: warning {warning.Rule}: {warning.Message}."))} The fixes change {repair.File}: "
        + string.Join(" ", repair.Hunks.SelectMany(hunk => hunk).Where(line => line.Change != Change.None)
            .Select(line => $"{(line.Change == Change.Added ? "added" : "removed")} '{line.Code.Text.Trim()}'."));
}
