using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// Moves an acknowledgement from a <c>finally</c>, or from behind a <c>try</c> that swallows, to the end of the <c>try</c>, and
/// rejects in its <c>catch</c>. Only where every way out of the <c>try</c> is one of the two.
/// </summary>
internal sealed class AcknowledgementMove
{
    private readonly FixContext _context;
    private readonly SourceText _text;
    private readonly SyntaxNode _function;
    private readonly ExpressionStatementSyntax _statement;
    private readonly Rejection _rejection;

    public AcknowledgementMove(FixContext context, SourceText text, SyntaxNode function, ExpressionStatementSyntax statement, Rejection rejection)
    {
        _context = context;
        _text = text;
        _function = function;
        _statement = statement;
        _rejection = rejection;
    }

    private string Reject => _rejection.TextOf(_statement.Span);

    /// <summary>Plans the move.</summary>
    /// <returns>Whether it is possible; if not, the plan is of no use.</returns>
    public bool TryPlan(EditPlan plan)
    {
        if (_statement.Parent is not BlockSyntax block || MovableStatement.Of(_statement, _text) is not { } moved)
            return false;

        var edits = new StatementEdits(plan, _context.Document, _context.Root, _text);
        var finale = block.Parent as FinallyClauseSyntax;
        if ((finale?.Parent ?? Before(block)) is not TryStatementSyntax attempt
            || attempt.Catches.Count > 1 || (finale is null && (attempt.Catches.Count == 0 || attempt.Finally is not null))
            || !EndsInOrder(attempt.Block) || MaySettle(attempt.Block)
            || attempt.Block.DescendantNodes().Any(node => node is CatchClauseSyntax))
            return false;

        var clause = attempt.Catches.FirstOrDefault();
        if (clause is not null && !TryReject(edits, clause, mayThrow: finale is not null))
            return false;
        if (!(finale is null ? moved.TryTakeOut(edits) : TryTakeOut(moved, edits, finale, clause)))
            return false;
        edits.InsertAtEnd(attempt.Block, moved.Lines);
        edits.Close();
        return true;
    }

    private StatementSyntax? Before(BlockSyntax block) => block.Statements.IndexOf(_statement) is > 0 and var index ? block.Statements[index - 1] : null;

    private bool TryReject(StatementEdits edits, CatchClauseSyntax clause, bool mayThrow)
    {
        if (_context.Compilation.OperationOf(clause) is not ICatchClauseOperation caught
            || !CatchClauses.CatchesEverything(caught) || SwallowingCatch.TakesCare(caught, _context.Compilation))
            return false;

        var statements = clause.Block.Statements;
        if (mayThrow && statements.LastOrDefault() is ThrowStatementSyntax { Expression: null } exit
            && clause.Block.DescendantNodes().Count(node => node is ThrowStatementSyntax or ThrowExpressionSyntax) == 1
            && EndsInOrder(clause.Block, except: exit))
        {
            edits.InsertBefore(exit, Reject);
            return true;
        }

        if (clause.Block.DescendantNodes().Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax) || !EndsInOrder(clause.Block))
            return false;
        edits.InsertAtEnd(clause.Block, Reject);
        return true;
    }

    /// <summary>Takes the statement out of the <c>finally</c>, and that as well when nothing is left in it.</summary>
    private bool TryTakeOut(MovableStatement moved, StatementEdits edits, FinallyClauseSyntax finale, CatchClauseSyntax? clause)
    {
        var indent = edits.Layout.IndentAt(finale.SpanStart);
        var inside = edits.NewLine + edits.Layout.Deeper(indent);
        var rejecting = clause is not null
            ? null
            : FailureClause.In(_function, _context.Model) + edits.Braces.Open(indent) + inside + Reject + inside + "throw;" + edits.NewLine + indent + "}";

        if (finale.Block.Statements.Count > 1)
        {
            // The acknowledgement now comes before what else is done here, which must not matter.
            if (MayFail(finale.Block) || !moved.TryTakeOut(edits))
                return false;
            if (rejecting is not null)
                edits.Insert(finale.SpanStart, rejecting + edits.NewLine + indent);
            return true;
        }

        var own = _statement.GetLeadingTrivia().Concat(_statement.GetTrailingTrivia());
        var start = rejecting is null ? finale.GetFirstToken().GetPreviousToken().Span.End : finale.SpanStart;
        var span = TextSpan.FromBounds(start, finale.Span.End);
        if (_context.Root.DescendantTrivia(span).Where(part => span.Contains(part.Span)).Except(own).Any(part => part.IsComment() || part.IsDirective))
            return false;
        edits.Replace(span, rejecting ?? string.Empty);
        return true;
    }

    /// <summary>Whether nothing leaves a block but its end and exceptions.</summary>
    private bool EndsInOrder(BlockSyntax block, StatementSyntax? except = null)
    {
        var statements = block.Statements.Where(statement => statement != except && statement is not LocalFunctionStatementSyntax).ToImmutableArray();
        return statements.IsEmpty
            ? block.Statements.Count == 0 || except is not null
            : _context.Model.AnalyzeControlFlow(statements[0], statements.Last()) is { Succeeded: true, EndPointIsReachable: true, ExitPoints.IsEmpty: true, ReturnStatements.IsEmpty: true };
    }

    private bool MaySettle(BlockSyntax block) =>
        block.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => _context.Compilation.Calls.CallOf(call)?.Kind.Settles() == true);

    private bool MayFail(BlockSyntax block) => block.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(call => !_statement.Span.Contains(call.Span))
        .Any(call => _context.Compilation.OperationOf(call) is not IInvocationOperation invocation || !Harmless.Include(invocation, _context.Compilation));
}
