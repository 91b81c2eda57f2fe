using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>A file that is open in an editor: it is typed in, and all others of its project stay as they are.</summary>
internal sealed class OpenFile
{
    private const string Typed = "// typed\n";

    private readonly int _place;
    private CSharpCompilation _compilation;
    private SyntaxTree _tree;

    /// <summary>Opens the first file that has a text, to type where it stands.</summary>
    public OpenFile(CSharpCompilation compilation, string place)
    {
        _compilation = compilation;
        _tree = compilation.SyntaxTrees.First(tree => tree.ToString().Contains(place, StringComparison.Ordinal));
        _place = _tree.ToString().IndexOf(place, StringComparison.Ordinal);
    }

    /// <summary>Types, or takes back what was typed.</summary>
    public (CSharpCompilation Compilation, SyntaxTree Tree) Edit()
    {
        var text = _tree.GetText();
        var change = text.ToString(new TextSpan(_place, Typed.Length)) == Typed
            ? new TextChange(new TextSpan(_place, Typed.Length), string.Empty)
            : new TextChange(new TextSpan(_place, 0), Typed);
        var edited = _tree.WithChangedText(text.WithChanges(change));
        _compilation = _compilation.ReplaceSyntaxTree(_tree, edited);
        _tree = edited;
        return (_compilation, edited);
    }
}
