using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Editing;

/// <summary>The loops around a statement of a function.</summary>
internal static class Loops
{
    private static readonly HashSet<string> Waits = new() { "Sleep", "Delay", "Wait", "WaitOne", "WaitAsync", "Read", "ReadKey", "ReadLine", "ReadLineAsync", "Take", "GetConsumingEnumerable", "ReadAllAsync" };

    /// <summary>The loops around a statement, the innermost first, up to the function that it belongs to.</summary>
    public static IEnumerable<StatementSyntax> Around(StatementSyntax statement) =>
        statement.Ancestors()
            .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) || node is GlobalStatementSyntax)
            .OfType<StatementSyntax>()
            .Where(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>
    /// The outermost loop that does nothing but run through what there is: it counts, or goes through a collection, waits for nothing, and
    /// is left at its end only. The statement itself when it stands in none, or when something between them watches for exceptions.
    /// </summary>
    public static StatementSyntax OutermostBrisk(StatementSyntax statement)
    {
        var outermost = statement;
        foreach (var loop in Around(statement))
        {
            if (!IsBrisk(loop) || statement.Ancestors().TakeWhile(node => node != loop).Any(node => node is TryStatementSyntax or SwitchSectionSyntax))
                break;
            outermost = loop;
        }

        return outermost;
    }

    private static bool IsBrisk(StatementSyntax loop) =>
        loop is ForStatementSyntax { Condition: not null } or CommonForEachStatementSyntax
        && !(loop is CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword })
        && !loop.DescendantNodes().Any(node => node switch
        {
            ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax => true,
            SimpleNameSyntax name => Waits.Contains(name.Identifier.ValueText) && name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not null,
            _ => false,
        });
}
