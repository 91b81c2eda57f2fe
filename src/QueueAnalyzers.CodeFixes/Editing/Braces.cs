using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Editing;

/// <summary>Where a file puts its opening braces.</summary>
internal sealed class Braces
{
    private readonly bool _onOwnLine;
    private readonly string _newLine;

    public Braces(SyntaxNode root, Layout layout)
    {
        _newLine = layout.NewLine;
        var onOwnLine = 0;
        var behind = 0;
        foreach (var brace in root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.OpenBraceToken) && token.Parent is BlockSyntax or BaseTypeDeclarationSyntax))
        {
            if (layout.IsFirstOnLine(brace.SpanStart))
                onOwnLine++;
            else if (brace.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
                behind++;
        }

        _onOwnLine = onOwnLine >= behind;
    }

    /// <summary>An opening brace behind a statement's head that has this indentation.</summary>
    public string Open(string indent) => _onOwnLine ? _newLine + indent + "{" : " {";

    /// <summary>A clause that goes on after the closing brace of a block, up to the opening brace of its own.</summary>
    public string Continue(string indent, string clause) => (_onOwnLine ? "}" + _newLine + indent : "} ") + clause + Open(indent);

    /// <summary>Whether an opening brace stands on a line of its own.</summary>
    public bool StandAlone => _onOwnLine;
}
