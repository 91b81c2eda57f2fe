using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Editing;

/// <summary>Edits of the arguments of a call site, whether they are written or left to defaults.</summary>
internal static class FlagEdits
{
    /// <summary>Gives arguments of a call other values: where they are written, also inside a wrapper, or else by name.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="solution">The solution of the call.</param>
    /// <param name="site">The call.</param>
    /// <param name="values">The new values by role.</param>
    /// <returns>Whether all of them can be given; otherwise the plan must not be used.</returns>
    public static bool TrySet(this EditPlan plan, Solution solution, CallSite site, IEnumerable<(ArgumentRole Role, string Value)> values)
    {
        var added = new List<(SiteArgument Argument, string Value)>();
        foreach (var (role, value) in values)
        {
            if (site.Argument(role) is not { Parameter: not null } argument || solution.GetDocument(argument.Invocation.Syntax.SyntaxTree) is not { } document)
                return false;
            if (argument is { IsWritten: true, Syntax: ArgumentSyntax written })
                plan.SetValue(document, written, value);
            else if (!argument.IsWritten)
                added.Add((argument, value));
            else
                return false;
        }

        foreach (var call in added.GroupBy(item => item.Argument.Invocation.Syntax))
        {
            var list = ((InvocationExpressionSyntax)call.Key).ArgumentList;
            plan.AddNamed(
                solution.GetDocument(call.Key.SyntaxTree)!,
                list,
                list.SyntaxTree.GetText(),
                call.Select(item => (item.Argument.Parameter!, item.Value)).ToArray());
        }

        return true;
    }
}
