namespace QueueAnalyzers.Client;

/// <summary>Compares words as people misspell them.</summary>
internal static class Spelling
{
    // A swapped pair of letters is two edits.
    private const int MostEdits = 2;

    /// <summary>The one of some words that is nearest to a word.</summary>
    /// <returns>The nearest, or <see langword="null"/> when none differs by two letters or fewer.</returns>
    public static string? NearestOf(string word, IEnumerable<string> words) =>
        words.Select(candidate => (Word: candidate, Edits: EditsBetween(word, candidate)))
            .Where(candidate => candidate.Edits <= MostEdits)
            .OrderBy(candidate => candidate.Edits)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();

    private static int EditsBetween(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > MostEdits)
            return MostEdits + 1;
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[right.Length];
    }
}
