using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// Moves an acknowledgement behind the last statement of its block that works on the message, and before each way out of the
/// block on the way there. What fails now has not been acknowledged: a catch clause that swallows it rejects.
/// </summary>
internal sealed class AcknowledgementDelay
{
    private readonly FixContext _context;
    private readonly SourceText _text;
    private readonly AcknowledgedCode _code;
    private readonly ExpressionStatementSyntax _statement;
    private readonly Rejection? _rejection;

    /// <param name="context">The report.</param>
    /// <param name="text">The text of its document.</param>
    /// <param name="code">The code around the statement.</param>
    /// <param name="statement">The acknowledgement.</param>
    /// <param name="rejection">The rejection that it would be, if it can be told.</param>
    public AcknowledgementDelay(FixContext context, SourceText text, AcknowledgedCode code, ExpressionStatementSyntax statement, Rejection? rejection)
    {
        _context = context;
        _text = text;
        _code = code;
        _statement = statement;
        _rejection = rejection;
    }

    private QueueCompilation Compilation => _context.Compilation;

    private IEnumerable<SyntaxNode> Surroundings => _statement.Ancestors().TakeWhile(node => node != _code.Whole);

    /// <summary>Plans the move.</summary>
    /// <param name="plan">Takes the edits; of no use if the answer is no.</param>
    /// <param name="call">The acknowledgement.</param>
    /// <returns>Whether the move is possible.</returns>
    public bool TryPlan(EditPlan plan, InvocationExpressionSyntax call)
    {
        if (_statement.Parent is not BlockSyntax block
            || MovableStatement.Of(_statement, _text) is not { } moved
            || Surroundings.Any(node => node is FinallyClauseSyntax || CannotBeLeft(node))
            || LastWork(block, call) is not { } last)
            return false;

        var region = block.Statements.Where(statement => statement.SpanStart > _statement.SpanStart && statement.SpanStart <= last.SpanStart).ToImmutableArray();
        if (IsCompiledInPart(region) || region.Any(MaySettle) || EndsOf(region) is not { } ends || EndsOfClauses() is not { } failures)
            return false;

        var edits = new StatementEdits(plan, _context.Document, _context.Root, _text);
        if (!moved.TryTakeOut(edits))
            return false;
        foreach (var end in ends)
            end.Plan(edits, end.Meaning == EndMeaning.Failed ? Rejecting : end == ends.Last(one => one.Meaning == EndMeaning.Processed) ? moved.Lines : Acknowledging);
        foreach (var end in failures)
            end.Plan(edits, end.Meaning == EndMeaning.Failed ? Rejecting : Acknowledging);
        edits.Close();
        return true;
    }

    private string[] Acknowledging => new[] { _statement.ToString() };

    private string[] Rejecting => new[] { _rejection!.TextOf(_statement.Span) };

    /// <summary>The statement beside the acknowledgement that works on the message last, if no work is anywhere else or goes on un-awaited.</summary>
    private StatementSyntax? LastWork(BlockSyntax block, InvocationExpressionSyntax call)
    {
        var paths = _code.Paths;
        if (paths.Settles.FirstOrDefault(found => found.Settle.InHandler.Syntax == call)?.Settle is not { } settle
            || paths.Settles.Any(found => found.Settle.InHandler.Syntax != call && !Alternatives.Include(found.Settle.InHandler.Syntax, call))
            || _code.Work is not { } work || work.Unawaited(settle) is not null)
            return null;

        StatementSyntax? last = null;
        foreach (var later in work.After(settle, paths))
        {
            var place = later.Callers.IsEmpty ? later.Call : later.Callers[0];
            var statement = block.Statements.FirstOrDefault(statement => statement.SpanStart > _statement.SpanStart && statement.Span.Contains(place.Syntax.Span));
            if (statement is null or LocalFunctionStatementSyntax
                || UnawaitedWork.IsStartedBy(place, Compilation)
                || place.Syntax.Ancestors().TakeWhile(node => node != statement).Any(node => node is AnonymousFunctionExpressionSyntax or ReturnStatementSyntax)
                || statement is ReturnStatementSyntax)
                return null;
            if (last is null || statement.SpanStart > last.SpanStart)
                last = statement;
        }

        return last;
    }

    /// <summary>The ways out of the statements that are passed by, and the end of the last; or <see langword="null"/> when some way has to do what cannot be done.</summary>
    private ImmutableArray<NormalEnd>? EndsOf(ImmutableArray<StatementSyntax> region)
    {
        if (_context.Model.AnalyzeControlFlow(region[0], region.Last()) is not { Succeeded: true } flow)
            return null;
        var ends = ImmutableArray.CreateBuilder<NormalEnd>();
        foreach (var exit in flow.ExitPoints.Concat(flow.ReturnStatements).Distinct())
        {
            // What a return computes may be the work.
            if (exit is not (ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax) || exit is ReturnStatementSyntax { Expression: { } task } && !MethodMadeAsync.IsCompletedTask(task, _context.Model))
                return null;
            ends.Add(new NormalEnd((StatementSyntax)exit, NormalEnds.MeaningOf((StatementSyntax)exit, region.First(statement => statement.Span.Contains(exit.Span)), Compilation)));
        }

        if (flow.EndPointIsReachable)
        {
            var split = NormalEnds.OfStatement(region.Last(), Compilation);
            ends.AddRange(split.IsEmpty ? ImmutableArray.Create(new NormalEnd(region.Last(), EndMeaning.Processed)) : split);
        }

        return Settled(ends);
    }

    /// <summary>The ends of the clauses that now catch what has not been acknowledged, but for those that settle themselves.</summary>
    private ImmutableArray<NormalEnd>? EndsOfClauses()
    {
        var attempts = Surroundings.OfType<TryStatementSyntax>().Where(attempt => attempt.Block.Span.Contains(_statement.Span)).ToList();
        var ends = Settled(attempts
            .SelectMany(attempt => attempt.Catches)
            .Where(clause => !MaySettle(clause.Block))
            .SelectMany(clause => NormalEnds.OfClause(clause, Compilation)));
        var isOutOfScope = _statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            Compilation.SymbolOf(name) is ILocalSymbol { DeclaringSyntaxReferences: [var declaration] } && attempts.Any(attempt => attempt.Block.Span.Contains(declaration.Span)));
        return ends is { IsEmpty: false } && isOutOfScope ? null : ends;
    }

    private ImmutableArray<NormalEnd>? Settled(IEnumerable<NormalEnd> ends)
    {
        var settled = ends.Where(end => end.Meaning != EndMeaning.Abandoned).ToImmutableArray();
        return _rejection is null && settled.Any(end => end.Meaning == EndMeaning.Failed) ? null : settled;
    }

    /// <summary>Whether the acknowledgement would be made once for each round.</summary>
    private static bool CannotBeLeft(SyntaxNode node) =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or LockStatementSyntax;

    private bool MaySettle(StatementSyntax statement) =>
        statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => _code.Paths.Settles.Any(found => found.Settle.InHandler.Syntax == call));

    private static bool IsCompiledInPart(ImmutableArray<StatementSyntax> region) => region.Any(statement => statement.DescendantTrivia(descendIntoTrivia: false).Any(trivia =>
        trivia.IsDirective && trivia.Kind() is not (SyntaxKind.RegionDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia)));
}
