using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>What the end of a handler says about its delivery.</summary>
internal enum EndMeaning
{
    /// <summary>The work is done.</summary>
    Processed,

    /// <summary>The work failed, and the handler has caught it.</summary>
    Failed,

    /// <summary>The program is stopping: the broker shall deliver again.</summary>
    Abandoned,
}

/// <summary>A place where a handler ends without an exception.</summary>
/// <param name="Place">A <c>return</c> or another jump, or a statement whose end is reached.</param>
/// <param name="Meaning">What has become of the delivery there.</param>
/// <param name="IsMissingElse">Whether only the <c>else</c> that an <c>if</c> lacks is such an end.</param>
internal sealed record NormalEnd(StatementSyntax Place, EndMeaning Meaning, bool IsMissingElse = false)
{
    /// <summary>Puts statements where the end is.</summary>
    public void Plan(StatementEdits edits, params string[] added)
    {
        if (Place is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax)
            edits.InsertBefore(Place, added);
        else if (IsMissingElse)
            edits.InsertElse((IfStatementSyntax)Place, added);
        else if (Place is BlockSyntax block)
            edits.InsertAtEnd(block, added);
        else
            edits.InsertAfter(Place, added);
    }
}

/// <summary>
/// Finds all normal ends of a handler, so that each settles once. A <c>catch</c> of everything that only logs hides a failure:
/// what it leads to is no processed delivery, and an acknowledgement there, or after it, would lose the message (RMQ1007), while none
/// at all would leave it hanging (RMQ1004). So its <c>try</c> is settled inside: acknowledged at the end of the <c>try</c>, given back at the end of the
/// <c>catch</c>, in both variants of the fix. A <c>catch</c> of a certain exception, or one that hands the message to somebody, has dealt with it:
/// that is an end like others. Cancellation leaves the delivery to the broker.
/// </summary>
internal sealed class NormalEnds
{
    private static readonly string[] Harmless = { "GetString", "ToArray", "ToString", "Delay", "Sleep" };

    private readonly QueueCompilation _compilation;
    private readonly SemanticModel _model;
    private readonly StatementSyntax _body;
    private readonly ImmutableArray<NormalEnd>.Builder _ends = ImmutableArray.CreateBuilder<NormalEnd>();

    private NormalEnds(StatementSyntax body, QueueCompilation compilation)
    {
        _body = body;
        _compilation = compilation;
        _model = compilation.ModelOf(body.SyntaxTree);
    }

    /// <summary>The ends, in the order of the source.</summary>
    public ImmutableArray<NormalEnd> All { get; private set; }

    /// <summary>A <c>return</c> at the end of the body which is only reached when the delivery is settled already.</summary>
    public ReturnStatementSyntax? SettledReturn { get; private set; }

    /// <summary>Whether failures cannot leave the handler: a <c>try</c> that catches everything holds all the work.</summary>
    public bool CatchAllFailures { get; private set; }

    /// <summary>Finds the ends of a handler's body.</summary>
    public static NormalEnds Of(BlockSyntax body, QueueCompilation compilation)
    {
        var ends = new NormalEnds(body, compilation);
        ends.Find(body);
        return ends;
    }

    /// <summary>The ends of a handler that settles already, but not at those that are chosen.</summary>
    public static NormalEnds Only(BlockSyntax body, IReadOnlyCollection<NormalEnd> chosen, QueueCompilation compilation)
    {
        var others = MethodMadeAsync.OwnNodesOf(body)
            .OfType<ReturnStatementSyntax>()
            .Where(exit => chosen.All(end => end.Place != exit))
            .Select(exit => new NormalEnd(exit, EndMeaning.Abandoned));
        return new NormalEnds(body, compilation) { All = chosen.Concat(others).OrderBy(end => end.Place.SpanStart).ToImmutableArray() };
    }

    /// <summary>The ends of one statement that works on a delivery, if they mean different things; none if the statement ends as a whole.</summary>
    public static ImmutableArray<NormalEnd> OfStatement(StatementSyntax statement, QueueCompilation compilation)
    {
        var ends = new NormalEnds(statement, compilation);
        if (ends.IsSplit(statement))
            ends.AddEndOf(statement, EndMeaning.Processed);
        return ends._ends.ToImmutable();
    }

    /// <summary>What it means to leave a statement that works on a delivery.</summary>
    /// <param name="exit">The jump.</param>
    /// <param name="statement">The statement around it.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static EndMeaning MeaningOf(StatementSyntax exit, StatementSyntax statement, QueueCompilation compilation) => new NormalEnds(statement, compilation).MeaningOf(exit);

    /// <summary>The ends of a catch clause whose <c>try</c> does the work on a delivery.</summary>
    public static ImmutableArray<NormalEnd> OfClause(CatchClauseSyntax clause, QueueCompilation compilation)
    {
        var ends = new NormalEnds(clause.Block, compilation);
        var meaning = ends.MeaningOf(clause) ?? EndMeaning.Processed;
        ends.AddEndOf(clause.Block, meaning);
        foreach (var exit in MethodMadeAsync.OwnNodesOf(clause.Block).OfType<ReturnStatementSyntax>())
            ends._ends.Add(new NormalEnd(exit, meaning));
        return ends._ends.ToImmutable();
    }

    private void Find(BlockSyntax body)
    {
        var statements = body.Statements.Where(statement => statement is not LocalFunctionStatementSyntax).ToList();
        if (statements.LastOrDefault() is ReturnStatementSyntax last
            && (last.Expression is null || MethodMadeAsync.IsCompletedTask(last.Expression, _model))
            && TailOf(statements.Take(statements.Count - 1)) is { } tail && IsSplit(tail))
        {
            SettledReturn = last;
            AddEndOf(tail, EndMeaning.Processed);
        }
        else
        {
            AddEndOf(body, EndMeaning.Processed);
        }

        foreach (var exit in MethodMadeAsync.OwnNodesOf(body).OfType<ReturnStatementSyntax>())
        {
            if (exit != SettledReturn)
                _ends.Add(new NormalEnd(exit, MeaningOf(exit)));
        }

        CatchAllFailures = statements.OfType<TryStatementSyntax>().Any(attempt =>
            attempt.Catches.Any(clause => MeaningOf(clause) == EndMeaning.Failed) && statements.All(statement => statement == attempt || CannotThrow(statement)));
        All = _ends.OrderBy(end => end.Place.SpanStart).ToImmutableArray();
    }

    private void AddEndOf(StatementSyntax statement, EndMeaning meaning)
    {
        switch (statement)
        {
            case var _ when !EndIsReachable(statement):
                break;
            case BlockSyntax block:
                if (TailOf(block.Statements) is { } tail && IsSplit(tail))
                    AddEndOf(tail, meaning);
                else
                    _ends.Add(new NormalEnd(block, meaning));
                break;
            case UsingStatementSyntax scope when IsSplit(scope):
                AddEndOf(scope.Statement, meaning);
                break;
            case TryStatementSyntax attempt:
                AddEndOf(attempt.Block, meaning);
                foreach (var clause in attempt.Catches)
                    AddEndOf(clause.Block, MeaningOf(clause) ?? meaning);
                break;
            case IfStatementSyntax conditional when IsSplit(conditional):
                AddEndOf(conditional.Statement, meaning);
                if (conditional.Else is { } otherwise)
                    AddEndOf(otherwise.Statement, meaning);
                else
                    _ends.Add(new NormalEnd(conditional, meaning, IsMissingElse: true));
                break;
            default:
                _ends.Add(new NormalEnd(statement, meaning));
                break;
        }
    }

    /// <summary>The last statement that does any work.</summary>
    private StatementSyntax? TailOf(IEnumerable<StatementSyntax> statements) =>
        statements.Reverse().SkipWhile(statement => statement is LocalFunctionStatementSyntax || OnlyObserves(statement)).FirstOrDefault();

    /// <summary>Whether the ends of a statement mean different things, so that each settles for itself.</summary>
    private bool IsSplit(StatementSyntax statement) => statement switch
    {
        TryStatementSyntax attempt => attempt.Catches.Any(clause => MeaningOf(clause) is not null && EndIsReachable(clause.Block))
            || (TailOf(attempt.Block.Statements) is { } tail && IsSplit(tail)),
        BlockSyntax block => TailOf(block.Statements) is { } tail && IsSplit(tail),
        UsingStatementSyntax { Statement: var inner } => IsSplit(inner),
        IfStatementSyntax conditional => IsSplit(conditional.Statement) || (conditional.Else is { } otherwise && IsSplit(otherwise.Statement)),
        _ => false,
    };

    // From the first statement to the last: of the block that is a lambda's body the compiler only says that its end is none.
    private bool EndIsReachable(StatementSyntax statement) => statement is BlockSyntax block
        ? block.Statements.Count == 0 || _model.AnalyzeControlFlow(block.Statements[0], block.Statements.Last()) is { Succeeded: true, EndPointIsReachable: true }
        : _model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true };

    private EndMeaning MeaningOf(StatementSyntax exit)
    {
        foreach (var ancestor in exit.Ancestors().TakeWhile(ancestor => ancestor != _body.Parent))
        {
            if (ancestor is CatchClauseSyntax clause && MeaningOf(clause) is { } meaning)
                return meaning;
            if (ancestor is IfStatementSyntax conditional && conditional.Statement.Span.Contains(exit.Span) && IsStopping(conditional.Condition))
                return EndMeaning.Abandoned;
        }

        return EndMeaning.Processed;
    }

    /// <summary>What the end of a <c>catch</c> means, or <see langword="null"/> when it means nothing of its own.</summary>
    private EndMeaning? MeaningOf(CatchClauseSyntax clause)
    {
        var type = clause.Declaration is { } declaration ? _model.GetTypeInfo(declaration.Type).Type : null;
        if (type is not null && IsCancellation(type))
            return EndMeaning.Abandoned;
        var isGeneral = clause.Declaration is null || (type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });
        return isGeneral && clause.Filter is null && !HandsOver(clause) ? EndMeaning.Failed : null;
    }

    private static bool IsCancellation(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType!)
        {
            if (current is { Name: "OperationCanceledException", ContainingNamespace.Name: "System" })
                return true;
        }

        return false;
    }

    /// <summary>Whether a <c>catch</c> gives more than the exception to code that is no logging: then it deals with the message in its own way.</summary>
    private bool HandsOver(CatchClauseSyntax clause)
    {
        var exception = clause.Declaration is { } declaration ? _model.GetDeclaredSymbol(declaration) : null;
        return MethodMadeAsync.OwnNodesOf(clause.Block).OfType<InvocationExpressionSyntax>().Any(call =>
            _model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || (!Observers.Include(method) && (_compilation.Calls.CallOf(call) is { Kind: CallKind.Publish }
                || call.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
                    _model.GetSymbolInfo(name).Symbol is { Kind: SymbolKind.Local or SymbolKind.Parameter } symbol && !ClientModel.Same(symbol, exception)))));
    }

    private bool OnlyObserves(StatementSyntax statement) =>
        statement is EmptyStatementSyntax
        || (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && _model.GetSymbolInfo(call).Symbol is IMethodSymbol method && Observers.Include(method));

    private bool CannotThrow(StatementSyntax statement) =>
        statement is LocalFunctionStatementSyntax or ReturnStatementSyntax or EmptyStatementSyntax
        || (statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax
            && MethodMadeAsync.OwnNodesOf(statement).All(node => node switch
            {
                ObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or ThrowExpressionSyntax or CastExpressionSyntax => false,
                InvocationExpressionSyntax call => _model.GetSymbolInfo(call).Symbol is IMethodSymbol method && (Observers.Include(method) || Harmless.Contains(method.Name)),
                _ => true,
            }));

    /// <summary>Whether a condition holds because the program, or this part of it, is about to stop.</summary>
    private static bool IsStopping(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name =>
            name.Identifier.ValueText is "IsCancellationRequested" or "_disposed" or "_isDisposed" or "_disposing" or "_stopping" or "_isStopping"
            && !name.Ancestors().TakeWhile(ancestor => ancestor != condition.Parent).Any(ancestor => ancestor.IsKind(SyntaxKind.LogicalNotExpression)));
}
