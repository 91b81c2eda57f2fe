using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>A fetched message that a <c>return</c> or <c>continue</c> leaves unsettled, although others settle it: settled there in their words.</summary>
internal sealed class ForgottenFetch
{
    private readonly FixContext _context;
    private readonly ClientCall _get;

    private ForgottenFetch(FixContext context, ClientCall get)
    {
        _context = context;
        _get = get;
    }

    /// <summary>Finds the call that fetches at a location of the context's document.</summary>
    public static ForgottenFetch? At(Location location, FixContext context) =>
        location.SourceTree?.FilePath == context.Root.SyntaxTree.FilePath
        && context.Root.FindToken(location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } invocation
        && context.Compilation.Calls.CallOf(invocation) is { Kind: CallKind.Get } get
            ? new ForgottenFetch(context, get)
            : null;

    /// <summary>Plans the settle.</summary>
    /// <returns>The plan, or <see langword="null"/> when it is not certain that every path to the statement has a message to settle.</returns>
    public async Task<EditPlan?> PlanAsync(EndMeaning meaning)
    {
        if (_context.Root.FindToken(_context.Diagnostic.Location.SourceSpan.Start).Parent is not (StatementSyntax exit and (ReturnStatementSyntax { Expression: null or LiteralExpressionSyntax or IdentifierNameSyntax } or ContinueStatementSyntax))
            || !IsForgottenAt(exit)
            || WordsAt(exit) is not var (channel, result))
            return null;

        var text = await _context.Document.GetTextAsync(_context.CancellationToken).ConfigureAwait(false);
        var calls = new SettleCalls(channel, result + ".DeliveryTag", _context.Compilation.Client.Generation, text.ToString().Contains("ConfigureAwait(false)"));
        if (calls.AreAsync && MethodAround(exit) is { } function && !MethodMadeAsync.IsAsync(function))
            return null;

        var plan = new EditPlan();
        var edits = new StatementEdits(plan, _context.Document, _context.Root, text);
        edits.InsertBefore(exit, meaning == EndMeaning.Failed ? calls.Reject(result + ".Redelivered") : calls.Acknowledge);
        edits.Close();
        return plan;
    }

    private bool IsForgottenAt(StatementSyntax exit)
    {
        var paths = _context.Compilation.Settlements.PathsOf(_get);
        var found = exit is ContinueStatementSyntax
            ? paths.Exits.SelectMany(known => known.Paths).Where(path => path.Continue?.Syntax == exit).ToList()
            : paths.Exits.Where(known => known.Return?.Syntax == exit).SelectMany(known => known.Paths).ToList();
        return found.Count > 0 && found.All(path => path is { State: Typestate.Pending, CaughtBy: null });
    }

    /// <summary>The channel and the result as another settle of the same function spells them, if both mean the same at the statement.</summary>
    private (string Channel, string Result)? WordsAt(StatementSyntax exit)
    {
        var function = MethodAround(exit);
        foreach (var settle in _context.Compilation.Settlements.PathsOf(_get).Settles.Select(found => found.Settle))
        {
            var call = settle.Call.Invocation.Syntax;
            if (settle.IsTraced && settle.InHandler == settle.Call.Invocation && MethodAround(call) == function
                && settle.Call.Argument(ArgumentRole.DeliveryTag)?.Value.Syntax is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax result, Name.Identifier.ValueText: "DeliveryTag" }
                && settle.Call.Receiver?.Syntax is IdentifierNameSyntax channel
                && MeansTheSame(result, exit) && MeansTheSame(channel, exit))
                return (channel.ToString(), result.ToString());
        }

        return null;
    }

    private bool MeansTheSame(IdentifierNameSyntax name, StatementSyntax place) =>
        _context.Compilation.SymbolOf(name) is { } symbol
        && _context.Model.LookupSymbols(place.SpanStart, name: name.Identifier.ValueText).Any(found => ClientModel.Same(found, symbol));

    private static SyntaxNode? MethodAround(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax);
}
