using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Says in a message which path is meant, in the words of the code.</summary>
internal static class PathWording
{
    /// <summary>The path to an exit.</summary>
    /// <param name="exit">The <c>return</c> or <c>continue</c>, or <see langword="null"/> for the end of the code.</param>
    /// <param name="clause">The catch clause that has swallowed what went wrong on the path, or <see langword="null"/>.</param>
    /// <param name="isRound">Whether only a round of a loop has ended.</param>
    public static string Of(SyntaxNode? exit, CatchClauseSyntax? clause, bool isRound)
    {
        if (clause is not null)
            return $"when {clause.Declaration?.Type.ToString() ?? "Exception"} is caught";
        for (var node = exit; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case IfStatementSyntax choice when choice.Statement == node:
                    return $"when '{OnOneLine(choice.Condition)}'";
                case ElseClauseSyntax { Parent: IfStatementSyntax choice }:
                    return $"unless '{OnOneLine(choice.Condition)}'";
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section:
                    return Of(choice, section.Labels.First());
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return exit is ContinueStatementSyntax ? "where the loop goes on" : "where the handler returns";
            }
        }

        return isRound ? "on every path to the next message" : "on every path to the end of the handler";
    }

    private static string Of(SwitchStatementSyntax choice, SwitchLabelSyntax label) => label switch
    {
        CaseSwitchLabelSyntax single => $"when '{OnOneLine(choice.Expression)}' is '{OnOneLine(single.Value)}'",
        CasePatternSwitchLabelSyntax pattern => $"when '{OnOneLine(choice.Expression)}' is '{OnOneLine(pattern.Pattern)}'",
        _ => $"in the default case of '{OnOneLine(choice.Expression)}'",
    };

    private static string OnOneLine(SyntaxNode node) =>
        string.Join(" ", node.ToString().Split(new[] { ' ', '\t', '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries));
}
