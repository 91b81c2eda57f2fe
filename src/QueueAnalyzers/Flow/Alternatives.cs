using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Tells code that runs instead of other code from code that runs as well.</summary>
internal static class Alternatives
{
    /// <summary>Whether only one of the two runs, or the second only when the first has failed.</summary>
    public static bool Include(SyntaxNode left, SyntaxNode right)
    {
        if (left.SyntaxTree != right.SyntaxTree || left.Ancestors().FirstOrDefault(ancestor => ancestor.Contains(right)) is not { } common)
            return false;
        return common is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or TryStatementSyntax
            || Leaves(left, common) || Leaves(right, common);
    }

    /// <summary>Whether the code stands between <c>#if</c> and <c>#endif</c>.</summary>
    public static bool IsCompiledConditionally(SyntaxNode code)
    {
        var root = code.SyntaxTree.GetRoot();
        if (!root.ContainsDirectives)
            return false;
        var depth = 0;
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < code.SpanStart; directive = directive.GetNextDirective())
        {
            if (directive.IsKind(SyntaxKind.IfDirectiveTrivia))
                depth++;
            else if (directive.IsKind(SyntaxKind.EndIfDirectiveTrivia))
                depth--;
        }

        return depth > 0;
    }

    /// <summary>Whether the code stands in a branch that does not go on behind it.</summary>
    private static bool Leaves(SyntaxNode code, SyntaxNode common) =>
        code.Ancestors().TakeWhile(ancestor => ancestor != common).Any(ancestor =>
            ancestor is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax or CatchClauseSyntax } block
            && block.Statements.LastOrDefault() is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax);
}
