using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Publishing;

/// <summary>
/// Plans confirms for a channel of 5.x or 6.x: <c>ConfirmSelect</c> where it is created, unless it asks already, and a wait behind what is published. A
/// wait on a channel that does not confirm throws, so that all channels which are published on in one place change together.
/// </summary>
internal sealed class ConfirmsPlan
{
    private readonly FixContext _context;
    private readonly EditPlan _plan = new();
    private readonly Dictionary<DocumentId, StatementEdits> _statements = new();
    private readonly List<(StatementSyntax Anchor, string Wait)> _waits = new();

    public ConfirmsPlan(FixContext context) => _context = context;

    private QueueCompilation Compilation => _context.Compilation;

    /// <summary>Makes the plan for a channel.</summary>
    /// <returns>The plan, or <see langword="null"/> when some publish or creation is out of reach.</returns>
    public EditPlan? Make(ChannelOrigin channel)
    {
        var channels = new List<ChannelOrigin> { channel };
        for (var i = 0; i < channels.Count; i++)
        {
            if (Confirmation.IsMissing(channels[i], Compilation) ? !TrySelect(channels[i].Creation) : !IsSelected(channels[i]))
                return null;
            foreach (var publish in channels[i].Calls.Where(call => Confirmation.IsOf(call, Compilation)))
            {
                var origins = Compilation.Channels.OriginsOf(publish.Receiver);
                if (!origins.AreAll || !TryWait(publish))
                    return null;
                channels.AddRange(origins.Known.Where(origin => !channels.Contains(origin)));
            }
        }

        foreach (var (anchor, wait) in _waits.Distinct().Where(IsLastInARow).ToList())
            EditsOf(anchor)?.InsertAfter(anchor, wait);
        foreach (var edits in _statements.Values)
            edits.Close();
        return _plan;
    }

    /// <summary>Asks for confirms as soon as the channel is there.</summary>
    private bool TrySelect(ClientCall creation) =>
        EditsOf(creation.Invocation.Syntax) is { } edits && _plan.TryPrepare(edits, creation, _context, name => name + ".ConfirmSelect();");

    /// <summary>Whether the channel asks for confirms whatever happens, so that a wait cannot throw.</summary>
    private static bool IsSelected(ChannelOrigin channel) =>
        channel.Calls.Any(call => call.Kind == CallKind.SelectConfirms && !call.Invocation.Syntax.Ancestors()
            .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax))
            .Any(node => node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax or CatchClauseSyntax
                or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax));

    /// <summary>Notes a wait for what a call publishes.</summary>
    private bool TryWait(ClientCall publish)
    {
        if (publish.Kind == CallKind.CreatePublishBatch)
        {
            return CallPrefix.Of(publish, Compilation) is { } channel
                && Flow.ObjectTrace.Of(publish.Invocation, Compilation) is { IsHandedOut: false } uses
                && uses.Invocations.Where(call => Compilation.Client.CallOf(call)?.Kind == CallKind.PublishBatch).All(call => TryWaitBehind(call, channel));
        }

        return CallPrefix.Of(publish, Compilation) is { } prefix && TryWaitBehind(publish.Invocation, prefix);
    }

    private bool TryWaitBehind(IInvocationOperation publish, CallPrefix channel)
    {
        var whole = publish.Syntax;
        while (whole.Parent is ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax)
            whole = whole.Parent;
        if (EditsOf(whole) is not { } edits || IsInHandlerOfChannel(whole))
            return false;

        var seconds = Compilation.Compilation.GetTypeByMetadataName("System.TimeSpan") is { } type ? TypeNames.Shortest(type, Compilation.ModelOf(whole.SyntaxTree), whole.SpanStart) : null;
        var wait = $"{channel.Text}WaitForConfirmsOrDie({seconds}.FromSeconds(5));";
        switch (whole.Parent)
        {
            case ExpressionStatementSyntax statement:
                var anchor = Loops.OutermostBrisk(statement);
                _waits.Add((channel.MeansTheSameAt(anchor) && !channel.IsSetIn(anchor, Compilation) ? anchor : statement, wait));
                return channel.MeansTheSameAt(statement);
            case ArrowExpressionClauseSyntax { Parent: { } function }:
                return TryWaitInBody((ExpressionSyntax)whole, function, edits, wait);
            case AnonymousFunctionExpressionSyntax lambda:
                return TryWaitInBody((ExpressionSyntax)whole, lambda, edits, wait);
            default:
                return false;
        }
    }

    private static bool TryWaitInBody(ExpressionSyntax body, SyntaxNode function, StatementEdits edits, string wait)
    {
        var block = new ExpressionMadeBlock(edits, body.SyntaxTree.GetText(), function, body);
        if (!block.IsPossible)
            return false;
        block.Plan((string.Empty, string.Empty), new[] { wait });
        return true;
    }

    /// <summary>Whether the channel itself calls the code to tell of confirms or returns: a wait there would wait for itself.</summary>
    private bool IsInHandlerOfChannel(SyntaxNode node) =>
        node.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(lambda =>
            lambda.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription
            && Compilation.SymbolOf(subscription.Left) is IEventSymbol attached
            && ClientModel.Same(attached.ContainingType, Compilation.Client.Channel));

    /// <summary>Whether no other wait for the same channel follows with nothing but plain statements in between: one is enough for both.</summary>
    private bool IsLastInARow((StatementSyntax Anchor, string Wait) wait)
    {
        var siblings = wait.Anchor.Parent switch
        {
            BlockSyntax block => block.Statements.ToImmutableArray(),
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).ToImmutableArray(),
            _ => ImmutableArray<StatementSyntax>.Empty,
        };
        foreach (var next in siblings.Where(sibling => sibling.SpanStart > wait.Anchor.SpanStart))
        {
            if (_waits.Contains((next, wait.Wait)))
                return false;
            if (next is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax))
                return true;
        }

        return true;
    }

    private StatementEdits? EditsOf(SyntaxNode node)
    {
        if (_context.Document.Project.Solution.GetDocument(node.SyntaxTree) is not { } document)
            return null;
        if (!_statements.TryGetValue(document.Id, out var edits))
            _statements.Add(document.Id, edits = new StatementEdits(_plan, document, node.SyntaxTree.GetRoot(), node.SyntaxTree.GetText()));
        return edits;
    }
}
