using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>What a function does stands in a block of its own, and so does each statement that an <c>if</c> or a loop has without one.</summary>
internal sealed class BlocksAdded : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root)
    {
        if (root.Members.OfType<GlobalStatementSyntax>().ToArray() is { Length: > 0 } statements)
        {
            yield return Edit.Insert(statements[0].SpanStart, "{ ");
            yield return Edit.Insert(statements[^1].Span.End, " }");
        }

        foreach (var node in root.DescendantNodes())
        {
            if (node is BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax } block)
            {
                yield return Edit.Insert(block.OpenBraceToken.Span.End, " {");
                yield return Edit.Insert(block.CloseBraceToken.SpanStart, "} ");
            }
            else if (node is StatementSyntax and not BlockSyntax && node.Parent is ElseClauseSyntax or StatementSyntax and not (BlockSyntax or LabeledStatementSyntax or TryStatementSyntax))
            {
                yield return Edit.Insert(node.SpanStart, "{ ");
                yield return Edit.Insert(node.Span.End, " }");
            }
        }
    }
}
