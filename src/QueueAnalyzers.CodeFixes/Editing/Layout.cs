using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>How a file is laid out, read off the file itself, so that what a fix adds looks like what is there.</summary>
internal sealed class Layout
{
    private readonly SourceText _text;

    public Layout(SourceText text)
    {
        _text = text;
        NewLine = text.Lines.Count > 1 ? text.ToString(TextSpan.FromBounds(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak)) : "\n";
    }

    /// <summary>The line break of the file.</summary>
    public string NewLine { get; }

    /// <summary>The white space at the beginning of the line on which a position lies.</summary>
    public string IndentAt(int position)
    {
        var line = _text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && _text[end] is ' ' or '\t')
            end++;
        return _text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>Whether nothing but white space stands before a position on its line.</summary>
    public bool IsFirstOnLine(int position)
    {
        for (var i = _text.Lines.GetLineFromPosition(position).Start; i < position; i++)
        {
            if (_text[i] is not (' ' or '\t'))
                return false;
        }

        return true;
    }

    /// <summary>What one level of indentation is.</summary>
    public string Step(string indent) => Deeper(indent).Substring(indent.Length);

    /// <summary>One more level than <paramref name="indent"/>: a tab where the file uses tabs, else four spaces, or two where the file has nothing deeper.</summary>
    public string Deeper(string indent)
    {
        if (indent.IndexOf('\t') >= 0)
            return indent + "\t";
        foreach (var line in _text.Lines)
        {
            if (line.End == line.Start || _text[line.Start] is not (' ' or '\t'))
                continue;
            if (_text[line.Start] == '\t')
                return indent + "\t";
            var width = 0;
            while (line.Start + width < line.End && _text[line.Start + width] == ' ')
                width++;
            return indent + new string(' ', width is 2 ? 2 : 4);
        }

        return indent + "    ";
    }
}
