using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Every name and bracket is followed by a comment that looks like code, and a line's end.</summary>
internal sealed class CommentsAdded : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root) =>
        from token in root.DescendantTokens()
        where token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.OpenParenToken or SyntaxKind.CloseParenToken
            && token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is null
        select Edit.Insert(token.Span.End, " /* channel.BasicAck(1, true); */\r\n");
}
