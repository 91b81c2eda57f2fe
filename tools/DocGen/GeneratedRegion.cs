namespace DocGen;

/// <summary>The part of a markdown file that is derived; everything around it is written by people.</summary>
internal static class GeneratedRegion
{
    public const string Begin = "<!-- begin generated -->";
    public const string End = "<!-- end generated -->";

    /// <summary>The region as it stands in a file.</summary>
    public static string Of(string content) => $"{Begin}\n{content.TrimEnd('\n')}\n{End}";

    /// <summary>The text with other content in its region.</summary>
    /// <returns>The text, or <see langword="null"/> when it has not exactly one region.</returns>
    public static string? Replace(string text, string content)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var isOne = begin >= 0 && end > begin
            && text.LastIndexOf(Begin, StringComparison.Ordinal) == begin
            && text.LastIndexOf(End, StringComparison.Ordinal) == end;
        return isOne ? text[..begin] + Of(content) + text[(end + End.Length)..] : null;
    }
}
