using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Limits what the consumers of a channel hold: <c>BasicQos</c> before the first of them in each function.</summary>
internal sealed class PrefetchEdits
{
    private readonly Solution _solution;
    private readonly QueueCompilation _compilation;
    private readonly EditPlan _plan = new();
    private readonly Dictionary<DocumentId, StatementEdits> _statements = new();

    private PrefetchEdits(Solution solution, QueueCompilation compilation)
    {
        _solution = solution;
        _compilation = compilation;
    }

    /// <summary>Plans the limit for all consumers that share the channel of one.</summary>
    /// <param name="consume">The call that registers the consumer.</param>
    /// <param name="compilation">What is known of its compilation.</param>
    /// <param name="solution">Its solution.</param>
    /// <returns>The plan, or <see langword="null"/> when a consumer has no statement that the call can be put before.</returns>
    public static EditPlan? Plan(ClientCall consume, QueueCompilation compilation, Solution solution)
    {
        var edits = new PrefetchEdits(solution, compilation);
        var consumes = compilation.Channels.OriginsOf(consume.Receiver).Known
            .SelectMany(channel => channel.Calls)
            .Where(call => call.Kind == CallKind.Consume)
            .GroupBy(call => Functions.Around(call.Invocation.Syntax));
        if (!consumes.All(ofFunction => edits.TryLimit(ofFunction.OrderBy(call => call.Invocation.Syntax.SpanStart).First())))
            return null;
        foreach (var statements in edits._statements.Values)
            statements.Close();
        return edits._plan;
    }

    private bool TryLimit(ClientCall consume)
    {
        var tree = consume.Invocation.Syntax.SyntaxTree;
        if (consume.Invocation.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or AnonymousFunctionExpressionSyntax) is not StatementSyntax statement
            || statement is LocalFunctionStatementSyntax
            || _solution.GetDocument(tree) is not { } document
            || CallPrefix.Of(consume, _compilation) is not { } channel
            || Wrap(consume.Invocation.Syntax) is not var (before, asynchronous, after))
            return false;

        foreach (var loop in Loops.Around(statement).TakeWhile(loop => channel.MeansTheSameAt(loop) && !channel.IsSetIn(loop, _compilation)))
            statement = loop;
        var count = QueueOptions.Of(document.Project.AnalyzerOptions, tree).PrefetchCount;
        EditsOf(document, tree).InsertBefore(statement, $"{before}{channel.Text}BasicQos{asynchronous}(prefetchSize: 0, prefetchCount: {count}, global: false){after};");
        return true;
    }

    /// <summary>How the call is waited for: as the consume is.</summary>
    private (string Before, string Asynchronous, string After)? Wrap(SyntaxNode consume)
    {
        if (_compilation.Client.Generation != ClientGeneration.V7)
            return (string.Empty, string.Empty, string.Empty);

        var whole = consume;
        var configuration = string.Empty;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Expression == whole || whole.Parent is InvocationExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            if (whole.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" or "Result" or "Wait" })
                return (string.Empty, "Async", ".GetAwaiter().GetResult()");
            if (whole.Parent is InvocationExpressionSyntax { ArgumentList: var arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } })
                configuration = ".ConfigureAwait" + arguments;
            whole = whole.Parent;
        }

        var function = Functions.Around(consume);
        return whole.Parent is AwaitExpressionSyntax || function is null || MethodMadeAsync.IsAsync(function) ? ("await ", "Async", configuration) : null;
    }

    private StatementEdits EditsOf(Document document, SyntaxTree tree)
    {
        if (!_statements.TryGetValue(document.Id, out var edits))
            _statements.Add(document.Id, edits = new StatementEdits(_plan, document, tree.GetRoot(), tree.GetText()));
        return edits;
    }
}
