using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Durability;

/// <summary>Edits that make declarations durable.</summary>
internal static class DurableEdits
{
    /// <summary>Makes a declaration durable; where the client's defaults would have made a queue exclusive and auto-delete, these are written too.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="solution">The solution of the declaration.</param>
    /// <param name="member">The declaration.</param>
    public static void MakeDurable(this EditPlan plan, Solution solution, Member member)
    {
        var declaration = member.Declaration;
        var site = declaration.Site;
        var added = new List<(SiteArgument Argument, string Value)>();
        if (site.Argument(ArgumentRole.Durable) is { IsWritten: false } durable)
            added.Add((durable, "true"));
        else
            plan.Replace(solution.GetDocument(member.Flag.SyntaxTree)!, member.Flag.Span, "true");

        if (declaration.IsExclusiveByDefault)
            added.Add((site.Argument(ArgumentRole.Exclusive)!, "false"));
        if (declaration.IsAutoDeleteByDefault)
            added.Add((site.Argument(ArgumentRole.AutoDelete)!, "false"));

        foreach (var call in added.GroupBy(item => item.Argument.Invocation.Syntax))
        {
            var list = ((InvocationExpressionSyntax)call.Key).ArgumentList;
            plan.AddNamed(
                solution.GetDocument(call.Key.SyntaxTree)!,
                list,
                list.SyntaxTree.GetText(),
                call.Select(item => (item.Argument.Parameter!, item.Value)).ToArray());
        }
    }
}
