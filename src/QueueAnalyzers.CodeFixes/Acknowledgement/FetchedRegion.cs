using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// The statements that work on a message which was fetched: those in which the result is known not to be null, up to the
/// last one that uses it or what was made of it.
/// </summary>
internal sealed class FetchedRegion
{
    public FetchedRegion(string? resultName, ExpressionSyntax? unnamed, ImmutableArray<StatementSyntax> statements, bool mayBeNull)
    {
        ResultName = resultName;
        Unnamed = unnamed;
        Statements = statements;
        MayBeNull = mayBeNull;
    }

    /// <summary>The variable that holds the result, if there is one.</summary>
    public string? ResultName { get; }

    /// <summary>The expression that gives the result, in the first of the statements, if no variable holds it.</summary>
    public ExpressionSyntax? Unnamed { get; }

    /// <summary>The statements, one after the other; the last one is the last use.</summary>
    public ImmutableArray<StatementSyntax> Statements { get; }

    /// <summary>Whether the result is only ever used behind <c>?.</c>, so that there may be no message.</summary>
    public bool MayBeNull { get; }

    /// <summary>The last use.</summary>
    public StatementSyntax Last => Statements[Statements.Length - 1];

    /// <summary>Finds the statements.</summary>
    /// <returns>The statements, or <see langword="null"/> when they are not certain.</returns>
    public static FetchedRegion? Of(ClientCall get, QueueCompilation compilation) => new FetchedRegionSearch(compilation).Find(get);

    /// <summary>The jumps that leave the statements, each with the statement of the region that it stands in.</summary>
    /// <returns>The jumps, or a default array when there are some that cannot be followed.</returns>
    public ImmutableArray<(StatementSyntax Jump, StatementSyntax In)> Exits()
    {
        var exits = ImmutableArray.CreateBuilder<(StatementSyntax, StatementSyntax)>();
        foreach (var statement in Statements)
        {
            foreach (var node in MethodMadeAsync.OwnNodesOf(statement).Prepend(statement))
            {
                switch (node)
                {
                    case GotoStatementSyntax or YieldStatementSyntax:
                        return default;
                    case ReturnStatementSyntax exit:
                        exits.Add((exit, statement));
                        break;
                    case BreakStatementSyntax or ContinueStatementSyntax when !IsWithin((StatementSyntax)node, statement):
                        exits.Add(((StatementSyntax)node, statement));
                        break;
                }
            }
        }

        return exits.ToImmutable();
    }

    private static bool IsWithin(StatementSyntax jump, StatementSyntax statement) =>
        jump.Ancestors().TakeWhile(ancestor => statement.Span.Contains(ancestor.Span) && ancestor != statement.Parent).Any(ancestor =>
            ancestor is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            || (jump is BreakStatementSyntax && ancestor is SwitchStatementSyntax));
}
