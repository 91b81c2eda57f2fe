using System.Collections.Immutable;

namespace Pictures;

/// <summary>The colours of a picture, by what they say. They are those that GitHub gives code, so that a picture looks at home on its page.</summary>
internal sealed record Palette(string Name)
{
    public static readonly Palette Light = new("light")
    {
        Ground = "#ffffff",
        Raised = "#f6f8fa",
        Line = "#d1d9e0",
        Text = "#1f2328",
        Muted = "#59636e",
        Track = "#e6eaef",
        Bad = "#cf222e",
        Good = "#1a7f37",
        Warning = "#9a6700",
        Removed = "#ffebe9",
        RemovedWord = "#ffc8c3",
        Added = "#dafbe1",
        AddedWord = "#aceebb",
        Keyword = "#cf222e",
        Type = "#953800",
        Method = "#6639ba",
        String = "#0a3069",
        Number = "#0550ae",
    };

    public static readonly Palette Dark = new("dark")
    {
        Ground = "#0d1117",
        Raised = "#151b23",
        Line = "#3d444d",
        Text = "#f0f6fc",
        Muted = "#9198a1",
        Track = "#2a313c",
        Bad = "#f85149",
        Good = "#3fb950",
        Warning = "#d29922",
        Removed = "#25171c",
        RemovedWord = "#792e2e",
        Added = "#12261e",
        AddedWord = "#1d572d",
        Keyword = "#ff7b72",
        Type = "#ffa657",
        Method = "#d2a8ff",
        String = "#a5d6ff",
        Number = "#79c0ff",
    };

    public static readonly ImmutableArray<Palette> All = [Light, Dark];

    public required string Ground { get; init; }

    public required string Raised { get; init; }

    public required string Line { get; init; }

    public required string Text { get; init; }

    public required string Muted { get; init; }

    public required string Track { get; init; }

    public required string Bad { get; init; }

    public required string Good { get; init; }

    public required string Warning { get; init; }

    public required string Removed { get; init; }

    public required string RemovedWord { get; init; }

    public required string Added { get; init; }

    public required string AddedWord { get; init; }

    public required string Keyword { get; init; }

    public required string Type { get; init; }

    public required string Method { get; init; }

    public required string String { get; init; }

    public required string Number { get; init; }
}
