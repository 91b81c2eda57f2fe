using System.Globalization;
using System.Xml.Linq;

namespace Pictures;

/// <summary>
/// A picture in the making. It needs nothing but itself: no script, no font from elsewhere. Its words come in whatever font the reader
/// has, so code is set to the width that it has been drawn for.
/// </summary>
internal sealed class Canvas(Palette palette, double width)
{
    public const double ColumnWidth = 7.4;
    public const double LineHeight = 20;

    private const string Style =
        "text{font:14px -apple-system,'Segoe UI','Noto Sans',Helvetica,Arial,sans-serif}"
        + ".code{font:12.3px ui-monospace,SFMono-Regular,'SF Mono',Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace;white-space:pre}"
        + ".small{font-size:12px}.large{font-size:17px}.strong{font-weight:600}";

    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    private readonly List<XElement> _elements = [];

    public Palette Palette => palette;

    public double Width => width;

    public void Box(double x, double y, double width, double height, string fill, double radius = 0, string? line = null, double opacity = 1) => _elements.Add(new XElement(
        Namespace + "rect",
        Place("x", x),
        Place("y", y),
        Place("width", width),
        Place("height", height),
        radius == 0 ? null : Place("rx", radius),
        new XAttribute("fill", fill),
        line is null ? null : new XAttribute("stroke", line),
        opacity == 1 ? null : Place("opacity", opacity)));

    public void Rule(double x, double y, double width) => Box(x, y, width, 1, palette.Line);

    public void Words(double x, double y, string text, string fill, string style = "", bool fromRight = false) => _elements.Add(new XElement(
        Namespace + "text",
        Place("x", x),
        Place("y", y),
        new XAttribute("fill", fill),
        style.Length == 0 ? null : new XAttribute("class", style),
        fromRight ? new XAttribute("text-anchor", "end") : null,
        text));

    /// <summary>A line of code. What it begins with in blanks is left free.</summary>
    public void Code(double x, double y, IEnumerable<Fragment> fragments)
    {
        var all = fragments.Where(fragment => fragment.Text.Length > 0).ToArray();
        var text = string.Concat(all.Select(fragment => fragment.Text));
        var indent = text.Length - text.TrimStart().Length;
        var columns = text.Trim().Length;
        if (columns == 0)
            return;
        _elements.Add(new XElement(
            Namespace + "text",
            Place("x", x + (indent * ColumnWidth)),
            Place("y", y),
            new XAttribute("class", "code"),
            new XAttribute("fill", palette.Text),
            Place("textLength", columns * ColumnWidth),
            new XAttribute("lengthAdjust", "spacingAndGlyphs"),
            Spans(all, indent, columns)));
    }

    /// <summary>The picture as a file. Who cannot see it is told what it shows.</summary>
    public string Finish(double height, string title, string description)
    {
        var picture = new XElement(
            Namespace + "svg",
            Place("width", width),
            Place("height", height),
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {width} {height}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", "title description"),
            new XElement(Namespace + "title", new XAttribute("id", "title"), title),
            new XElement(Namespace + "desc", new XAttribute("id", "description"), description),
            new XElement(Namespace + "style", Style));
        var lines = _elements.Select(element => element.ToString(SaveOptions.DisableFormatting).Replace($" xmlns=\"{Namespace}\"", "", StringComparison.Ordinal));
        var text = picture.ToString(SaveOptions.DisableFormatting);
        return $"{text[..^"</svg>".Length]}\n{string.Join('\n', lines)}\n</svg>\n";
    }

    private static IEnumerable<XObject> Spans(IEnumerable<Fragment> fragments, int skipped, int columns)
    {
        foreach (var (whole, fill) in fragments)
        {
            var text = whole[Math.Min(skipped, whole.Length)..];
            skipped -= whole.Length - text.Length;
            text = text[..Math.Min(columns, text.Length)];
            columns -= text.Length;
            if (text.Length == 0)
                continue;
            yield return fill is null ? new XText(text) : new XElement(Namespace + "tspan", new XAttribute("fill", fill), text);
        }
    }

    private static XAttribute Place(string name, double value) => new(name, Math.Round(value, 1).ToString(CultureInfo.InvariantCulture));
}

/// <summary>A piece of a line of code, and its colour, if it has one of its own.</summary>
internal readonly record struct Fragment(string Text, string? Fill = null);
