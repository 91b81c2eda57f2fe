using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>
/// Makes it possible to await at a place. A function that returns a task gets the modifier, which no caller sees; a private one
/// that returns nothing gets a task to return, and all of its callers await it, in functions that become asynchronous likewise.
/// What others hold to, a public signature, an interface or a delegate without a result, stays as it is: then awaiting is impossible.
/// </summary>
internal sealed class AsynchronousCode
{
    private readonly Solution _solution;
    private readonly CancellationToken _cancellationToken;
    private readonly EditPlan _plan = new();
    private readonly Dictionary<DocumentId, StatementEdits> _edits = new();
    private readonly HashSet<SyntaxNode> _functions = new();

    public AsynchronousCode(Solution solution, CancellationToken cancellationToken)
    {
        _solution = solution;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The functions that become asynchronous.</summary>
    public IReadOnlyCollection<SyntaxNode> Functions => _functions;

    /// <summary>Plans what has to change around a place so that it can await.</summary>
    /// <returns>The edits of its document, or <see langword="null"/> when awaiting is impossible there.</returns>
    public async Task<StatementEdits?> EditsForAsync(SyntaxNode place) =>
        _solution.GetDocument(place.SyntaxTree) is { } document and not SourceGeneratedDocument && await AllowAwaitAsync(document, place).ConfigureAwait(false)
            ? await EditsOfAsync(document).ConfigureAwait(false)
            : null;

    /// <summary>The plan, with everything that was opened closed.</summary>
    public EditPlan Finish()
    {
        foreach (var edits in _edits.Values)
            edits.Close();
        return _plan;
    }

    private async Task<bool> AllowAwaitAsync(Document document, SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or CatchFilterClauseSyntax or QueryExpressionSyntax:
                case AttributeSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax or AccessorDeclarationSyntax or ConstructorInitializerSyntax:
                    return false;
                case GlobalStatementSyntax:
                    return true;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax:
                    return MethodMadeAsync.IsAsync(ancestor) || !_functions.Add(ancestor) || await MakeAsynchronousAsync(document, ancestor).ConfigureAwait(false);
            }
        }

        return false;
    }

    private async Task<bool> MakeAsynchronousAsync(Document document, SyntaxNode function)
    {
        if (await document.GetSemanticModelAsync(_cancellationToken).ConfigureAwait(false) is not { } model)
            return false;
        var method = function is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(function, _cancellationToken).Symbol : model.GetDeclaredSymbol(function, _cancellationToken);
        if (method is not IMethodSymbol symbol || !MethodMadeAsync.IsPossible(function, symbol, model)
            || MethodMadeAsync.OwnNodesOf(function).Any(node => node is YieldStatementSyntax))
            return false;

        var edits = await EditsOfAsync(document).ConfigureAwait(false);
        if (symbol.ReturnsVoid)
            return await ReturnTaskAsync(document, function, symbol, model, edits).ConfigureAwait(false);
        if (!TryAwaitReturns(function, symbol, model, edits))
            return false;
        MethodMadeAsync.Plan(function, edits);
        return true;
    }

    /// <summary>Gives a function that returns nothing a task to return.</summary>
    private async Task<bool> ReturnTaskAsync(Document document, SyntaxNode function, IMethodSymbol method, SemanticModel model, StatementEdits edits)
    {
        var returnType = function switch
        {
            LocalFunctionStatementSyntax local => local.ReturnType,
            MethodDeclarationSyntax declaration => declaration.ReturnType,
            _ => null,
        };
        if (returnType is null || model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task)
            return false;

        var isEntryPoint = SymbolEqualityComparer.Default.Equals(model.Compilation.GetEntryPoint(_cancellationToken), method);
        var isOwn = method.MethodKind == MethodKind.LocalFunction
            || method is { DeclaredAccessibility: Accessibility.Private, IsVirtual: false, IsPartialDefinition: false, PartialDefinitionPart: null, ExplicitInterfaceImplementations.IsEmpty: true };
        if (!(isOwn || isEntryPoint) || !await AwaitCallsAsync(method).ConfigureAwait(false))
            return false;
        MethodMadeAsync.Plan(function, edits);
        edits.Replace(returnType.Span, TypeNames.Shortest(task, model, returnType.SpanStart));
        return true;
    }

    /// <summary>Awaits a function wherever it is called.</summary>
    /// <returns>Whether it is only ever called, as a statement, where the caller can wait.</returns>
    private async Task<bool> AwaitCallsAsync(IMethodSymbol method)
    {
        foreach (var (document, reference) in await Mention.AllOfAsync(method, _solution, _cancellationToken).ConfigureAwait(false))
        {
            if (reference.Parent is not InvocationExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } call
                || !await AllowAwaitAsync(document, call).ConfigureAwait(false))
                return false;
            var edits = await EditsOfAsync(document).ConfigureAwait(false);
            var (before, after) = MethodMadeAsync.Awaiting(call, Configures(call));
            edits.Insert(call.SpanStart, before);
            if (after.Length > 0)
                edits.Insert(call.Span.End, after);
        }

        return true;
    }

    /// <summary>Rewrites what a function returns: the modifier makes the task.</summary>
    private static bool TryAwaitReturns(SyntaxNode function, IMethodSymbol method, SemanticModel model, StatementEdits edits)
    {
        if (method.ReturnType is not INamedTypeSymbol { Name: "Task" } type || type.ContainingNamespace.ToDisplayString() != "System.Threading.Tasks"
            || Flow.HandlerEnds.BodyOf(function).Block is not { } body)
            return false;

        foreach (var exit in MethodMadeAsync.OwnNodesOf(function).OfType<ReturnStatementSyntax>())
        {
            if (exit.Expression is not { } task || IsNull(task))
                return false;
            // A task that is returned from a try does not fail inside of it.
            if (!MethodMadeAsync.IsCompletedTask(task, model)
                && exit.Ancestors().TakeWhile(ancestor => ancestor != function).Any(ancestor => ancestor is TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax))
                return false;
            if (type.Arity == 0)
                PlanExit(exit, task, isLast: body.Statements.Last() == exit, model, edits);
            else
                PlanResult(task, model, edits);
        }

        return true;
    }

    private static void PlanExit(ReturnStatementSyntax exit, ExpressionSyntax task, bool isLast, SemanticModel model, StatementEdits edits)
    {
        var isDone = MethodMadeAsync.IsCompletedTask(task, model);
        if (isDone && isLast)
        {
            edits.Remove(exit);
        }
        else if (isDone)
        {
            edits.Replace(TextSpan.FromBounds(exit.ReturnKeyword.Span.End, task.Span.End), string.Empty);
        }
        else
        {
            var (before, after) = MethodMadeAsync.Awaiting(task, Configures(task));
            edits.Replace(TextSpan.FromBounds(exit.SpanStart, task.SpanStart), before);
            if (after.Length > 0)
                edits.Insert(task.Span.End, after);
            if (!isLast)
                edits.InsertAfter(exit, "return;");
        }
    }

    private static void PlanResult(ExpressionSyntax task, SemanticModel model, StatementEdits edits)
    {
        if (MethodMadeAsync.IsCompletedTask(task, model) && task is InvocationExpressionSyntax { ArgumentList.Arguments: [var result] })
        {
            edits.Replace(task.Span, result.Expression.ToString());
            return;
        }

        var (before, after) = MethodMadeAsync.Awaiting(task, Configures(task));
        edits.Insert(task.SpanStart, before);
        if (after.Length > 0)
            edits.Insert(task.Span.End, after);
    }

    private static bool IsNull(ExpressionSyntax task) => task switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => IsNull(suppressed.Operand),
        _ => task.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression,
    };

    private static bool Configures(SyntaxNode place) => place.SyntaxTree.GetText().ToString().Contains("ConfigureAwait(false)");

    private async Task<StatementEdits> EditsOfAsync(Document document)
    {
        if (!_edits.TryGetValue(document.Id, out var edits))
        {
            var root = await document.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false);
            _edits.Add(document.Id, edits = new StatementEdits(_plan, document, root!, await document.GetTextAsync(_cancellationToken).ConfigureAwait(false)));
        }

        return edits;
    }
}
