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
/// Rewrites one handler so that it settles each delivery once: an acknowledgement at every normal end, and, if failures are to be given
/// back, a <c>try</c> around the body that rejects and throws on. The exception stays visible to the client and to whoever watches it
/// now; a cancelled handler leaves its delivery to the broker.
/// </summary>
internal sealed class HandlerRewriting
{
    private readonly HandlerSource _source;
    private readonly DeliveryHandler _handler;
    private readonly SemanticModel _model;
    private readonly StatementEdits _edits;
    private readonly HandlerParameters _parameters;
    private readonly SettleCalls _calls;
    private readonly bool _rejectsFailures;
    private readonly IReadOnlyCollection<NormalEnd>? _chosen;
    private readonly bool _configures;

    private HandlerRewriting(HandlerSource source, StatementEdits edits, HandlerParameters parameters, SettleCalls calls, bool rejectsFailures, IReadOnlyCollection<NormalEnd>? chosen)
    {
        _source = source;
        _handler = source.Handler;
        _model = source.Compilation.ModelOf(_handler.Declaration.SyntaxTree);
        _edits = edits;
        _parameters = parameters;
        _calls = calls;
        _rejectsFailures = rejectsFailures;
        _chosen = chosen;
        _configures = source.Configures;
    }

    private string Redelivered => _handler.Subscription is null
        ? _handler.Method.Parameters.First(parameter => parameter.Type.SpecialType == SpecialType.System_Boolean).Name
        : _parameters.NameOf(1, "args") + ".Redelivered";

    /// <summary>Plans the rewriting.</summary>
    /// <param name="plan">Takes the edits; of no use if the answer is no.</param>
    /// <param name="source">The handler.</param>
    /// <param name="receivers">What the registrations of the handler consume on.</param>
    /// <param name="rejectsFailures">Whether a failed delivery is given back.</param>
    /// <param name="chosen">The ends that lack a settle, where the others have theirs; without it, all ends.</param>
    /// <returns>Whether the handler can be rewritten.</returns>
    public static bool TryPlan(EditPlan plan, HandlerSource source, ImmutableArray<IOperation?> receivers, bool rejectsFailures, IReadOnlyCollection<NormalEnd>? chosen = null)
    {
        var handler = source.Handler;
        var model = source.Compilation.ModelOf(handler.Declaration.SyntaxTree);
        var parameters = new HandlerParameters(handler.Declaration, handler.Method, model);
        if (new ChannelInHandler(handler, source.Compilation).Find(receivers, parameters) is not { } channel)
            return false;

        var tag = handler.Subscription is null ? handler.Delivery.Name : parameters.NameOf(1, "args") + ".DeliveryTag";
        var calls = new SettleCalls(channel, tag, source.Compilation.Client.Generation, source.Configures);
        var edits = new StatementEdits(plan, source.Document, source.Root, source.Text);
        var rewriting = new HandlerRewriting(source, edits, parameters, calls, rejectsFailures, chosen);
        if (!rewriting.TryPlanBody())
            return false;
        parameters.Plan(edits);
        return true;
    }

    private bool TryPlanBody() => HandlerEnds.BodyOf(_handler.Declaration) switch
    {
        ({ } block, _) => TryPlanBlock(block),
        (null, { } expression) => TryPlanExpression(expression),
        _ => false,
    };

    private bool TryPlanBlock(BlockSyntax body)
    {
        var ends = _chosen is null ? NormalEnds.Of(body, _source.Compilation) : NormalEnds.Only(body, _chosen, _source.Compilation);
        var isAsync = MethodMadeAsync.IsAsync(_handler.Declaration);
        var settled = ends.All.Where(end => end.Meaning != EndMeaning.Abandoned).ToList();
        var wraps = _rejectsFailures && !ends.CatchAllFailures && body.Statements.Count > 0;
        if ((settled.Count == 0 && !(wraps && _chosen is not null)) || (_handler.Method.ReturnsVoid && _calls.AreAsync))
            return false;

        var returnsTask = !_handler.Method.ReturnsVoid && !isAsync;
        var becomesAsync = returnsTask && (_calls.AreAsync
            // The try catches nothing of a task that is returned from inside of it.
            || (wraps ? ends.All : settled.AsEnumerable()).Any(end => end.Place is ReturnStatementSyntax exit && !MethodMadeAsync.IsCompletedTask(exit.Expression, _model)));
        if (becomesAsync && (!MethodMadeAsync.IsPossible(_handler.Declaration, _handler.Method, _model) || ends.All.Any(end => end.Place is ReturnStatementSyntax exit && IsNull(exit.Expression))))
            return false;
        if (_calls.AreAsync && settled.Any(end => CannotAwaitAt(end.Place, body)))
            return false;
        // A value that an asynchronous handler returns would be computed after the acknowledgement.
        if (isAsync && settled.Any(end => end.Place is ReturnStatementSyntax { Expression: not null }))
            return false;

        var wrapping = wraps ? new BlockWrapping(_edits, _source.Text, body) : null;
        if (becomesAsync)
            MethodMadeAsync.Plan(_handler.Declaration, _edits);
        foreach (var end in ends.All)
        {
            var settle = end.Meaning switch
            {
                EndMeaning.Processed => new[] { _calls.Acknowledge },
                EndMeaning.Failed => new[] { _calls.Reject(Redelivered) },
                _ => Array.Empty<string>(),
            };
            if (end.Place is ReturnStatementSyntax exit)
                PlanExit(exit, settle, becomesAsync, isLast: body.Statements.Last() == exit);
            else if (settle.Length > 0)
                end.Plan(_edits, settle);
        }

        if (becomesAsync && ends.SettledReturn is { } superfluous)
            _edits.Remove(superfluous);
        _edits.Close();
        wrapping?.Finish(CatchClause(), _calls.Reject(Redelivered), "throw;");
        return true;
    }

    private void PlanExit(ReturnStatementSyntax exit, string[] settle, bool becomesAsync, bool isLast)
    {
        if (!becomesAsync || exit.Expression is not { } task)
        {
            if (settle.Length > 0)
                _edits.InsertBefore(exit, settle);
            return;
        }

        var leave = isLast ? Array.Empty<string>() : new[] { "return;" };
        if (MethodMadeAsync.IsCompletedTask(task, _model))
        {
            _edits.Substitute(exit, settle.Concat(leave).DefaultIfEmpty("return;").ToArray());
            return;
        }

        var (before, after) = MethodMadeAsync.Awaiting(task, _configures);
        _edits.Replace(TextSpan.FromBounds(exit.SpanStart, task.SpanStart), before);
        if (after.Length > 0)
            _edits.Insert(task.Span.End, after);
        _edits.InsertAfter(exit, settle.Concat(leave).ToArray());
    }

    private bool TryPlanExpression(ExpressionSyntax expression)
    {
        var isAsync = MethodMadeAsync.IsAsync(_handler.Declaration);
        var returnsTask = !_handler.Method.ReturnsVoid && !isAsync;
        if (expression is ThrowExpressionSyntax || IsNull(expression) || (_handler.Method.ReturnsVoid && _calls.AreAsync))
            return false;

        var isDone = returnsTask && MethodMadeAsync.IsCompletedTask(expression, _model);
        var becomesAsync = returnsTask && (_calls.AreAsync || !isDone);
        if (becomesAsync && !MethodMadeAsync.IsPossible(_handler.Declaration, _handler.Method, _model))
            return false;
        var body = new ExpressionMadeBlock(_edits, _source.Text, _handler.Declaration, expression);
        if (!body.IsPossible)
            return false;

        if (becomesAsync)
            MethodMadeAsync.Plan(_handler.Declaration, _edits);
        var work = isDone ? ((string, string)?)null : becomesAsync ? MethodMadeAsync.Awaiting(expression, _configures) : (string.Empty, string.Empty);
        if (isDone && _chosen is not null)
            return false;
        var last = _chosen is not null ? Array.Empty<string>()
            : isDone && !becomesAsync ? new[] { _calls.Acknowledge, "return " + expression + ";" } : new[] { _calls.Acknowledge };
        if (_rejectsFailures && !isDone)
            body.PlanWrapped(work, last, CatchClause(), _calls.Reject(Redelivered), "throw;");
        else
            body.Plan(work, last);
        return true;
    }

    private static bool IsNull(ExpressionSyntax? task) => task?.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    private static bool CannotAwaitAt(StatementSyntax place, BlockSyntax body) =>
        place.AncestorsAndSelf().TakeWhile(node => node != body).Any(node => node is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax);

    private string CatchClause()
    {
        var position = _handler.Declaration.SpanStart;
        var name = FreeName.In(_handler.Declaration, "exception", _model);
        var cancelled = NameOf("System.OperationCanceledException");
        var knowsNot = _handler.Declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 };
        var condition = knowsNot ? $"{name} is not {cancelled}" : $"!({name} is {cancelled})";
        return $"catch ({NameOf("System.Exception")} {name}) when ({condition})";

        string NameOf(string type) => _model.Compilation.GetTypeByMetadataName(type)?.ToMinimalDisplayString(_model, position) ?? type;
    }
}
