using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Pictures;

/// <summary>What the fixes change in a program: the lines that differ from those of its repaired twin, and some around them.</summary>
/// <param name="File">The program.</param>
/// <param name="Hunks">The runs of lines that are shown.</param>
internal sealed partial record Repair(string File, ImmutableArray<ImmutableArray<RepairedLine>> Hunks)
{
    private const int Context = 1;

    public static async Task<Repair> BetweenAsync(Sample before, Sample after)
    {
        var (old, @new) = (await before.LinesAsync(), await after.LinesAsync());
        var lines = new List<RepairedLine>();
        var (i, j) = (0, 0);
        foreach (var piece in InlineDiffBuilder.Diff(await before.TextAsync(), await after.TextAsync(), ignoreWhiteSpace: false).Lines)
        {
            var removed = piece.Type == ChangeType.Deleted;
            var code = removed ? old[i] : @new[j];
            lines.Add(new(code, removed ? Change.Removed : piece.Type == ChangeType.Inserted ? Change.Added : Change.None));
            i += piece.Type == ChangeType.Inserted ? 0 : 1;
            j += removed ? 0 : 1;
        }

        for (var n = 0; n + 1 < lines.Count; n++)
        {
            if ((lines[n].Change, lines[n + 1].Change) is (Change.Removed, Change.Added))
                (lines[n], lines[n + 1]) = Compare(lines[n], lines[n + 1]);
        }

        return new(before.File, HunksOf(lines));
    }

    private static ImmutableArray<ImmutableArray<RepairedLine>> HunksOf(List<RepairedLine> lines)
    {
        var hunks = ImmutableArray.CreateBuilder<ImmutableArray<RepairedLine>>();
        var hunk = ImmutableArray.CreateBuilder<RepairedLine>();
        for (var n = 0; n < lines.Count; n++)
        {
            if (Enumerable.Range(n - Context, (2 * Context) + 1).Any(near => near >= 0 && near < lines.Count && lines[near].Change != Change.None))
                hunk.Add(lines[n]);
            else if (hunk.Count > 0)
                hunks.Add(hunk.DrainToImmutable());
        }

        if (hunk.Count > 0)
            hunks.Add(hunk.DrainToImmutable());
        return [.. hunks.Select(WithoutBlankEnds)];
    }

    private static ImmutableArray<RepairedLine> WithoutBlankEnds(ImmutableArray<RepairedLine> hunk) =>
        [.. hunk.SkipWhile(IsBlank).Reverse().SkipWhile(IsBlank).Reverse()];

    private static bool IsBlank(RepairedLine line) => line.Change == Change.None && string.IsNullOrWhiteSpace(line.Code.Text);

    /// <summary>Where a line replaces one, the words in the middle that differ.</summary>
    private static (RepairedLine Removed, RepairedLine Added) Compare(RepairedLine removed, RepairedLine added)
    {
        string[] old = [.. Word().Matches(removed.Code.Text).Select(word => word.Value)];
        string[] @new = [.. Word().Matches(added.Code.Text).Select(word => word.Value)];
        var same = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        var sameAtEnd = old.Skip(same).Reverse().Zip(@new.Skip(same).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return (removed with { Words = Middle(old) }, added with { Words = Middle(@new) });

        (int Start, int Length) Middle(string[] words) =>
            (words[..same].Sum(word => word.Length), words[same..^sameAtEnd].Sum(word => word.Length));
    }

    [GeneratedRegex(@"\w+|\s+|[^\w\s]")]
    private static partial Regex Word();
}

/// <summary>A line of a repair.</summary>
/// <param name="Code">The line.</param>
/// <param name="Change">What became of it.</param>
internal sealed record RepairedLine(CodeLine Code, Change Change)
{
    /// <summary>The columns that make the difference to the line that it replaces, or that replaces it.</summary>
    public (int Start, int Length) Words { get; init; }
}

/// <summary>What becomes of a line.</summary>
internal enum Change
{
    None,
    Removed,
    Added,
}
