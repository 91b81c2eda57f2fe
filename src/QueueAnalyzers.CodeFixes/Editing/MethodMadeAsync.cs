using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Editing;

/// <summary>A function that returns a task without <c>async</c>, and what becomes of it when it gets the modifier.</summary>
internal static class MethodMadeAsync
{
    private const int CSharp13 = 1300;

    /// <summary>Whether the function has the modifier.</summary>
    public static bool IsAsync(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => !lambda.AsyncKeyword.IsKind(SyntaxKind.None),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    /// <summary>Whether the function can get the modifier: nothing in it is forbidden in asynchronous code.</summary>
    public static bool IsPossible(SyntaxNode function, IMethodSymbol method, SemanticModel model)
    {
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType))
            return false;
        var allowsSpans = function.SyntaxTree.Options is CSharpParseOptions options && (int)options.LanguageVersion >= CSharp13;
        return !OwnNodesOf(function).Any(node => node switch
        {
            UnsafeStatementSyntax or RefTypeSyntax or RefExpressionSyntax => true,
            VariableDeclaratorSyntax or SingleVariableDesignationSyntax => !allowsSpans && model.GetDeclaredSymbol(node) is ILocalSymbol { Type.IsRefLikeType: true },
            _ => false,
        });
    }

    /// <summary>Adds the modifier behind those that the function has.</summary>
    public static void Plan(SyntaxNode function, StatementEdits edits) => edits.Insert(
        function switch
        {
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.ReturnType ?? (SyntaxNode)lambda.ParameterList).SpanStart,
            SimpleLambdaExpressionSyntax lambda => lambda.Parameter.SpanStart,
            AnonymousMethodExpressionSyntax anonymous => anonymous.DelegateKeyword.SpanStart,
            LocalFunctionStatementSyntax local => local.ReturnType.SpanStart,
            MethodDeclarationSyntax method => method.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.PartialKeyword)) is { RawKind: not 0 } partial
                ? partial.SpanStart
                : method.ReturnType.SpanStart,
            _ => function.SpanStart,
        },
        "async ");

    /// <summary>The nodes of a function without those of the functions in it.</summary>
    public static IEnumerable<SyntaxNode> OwnNodesOf(SyntaxNode function) =>
        function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>Whether the expression is a task that is done from the beginning, so that there is nothing to await.</summary>
    public static bool IsCompletedTask(ExpressionSyntax? expression, SemanticModel model) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => IsOfTask(model.GetSymbolInfo(expression).Symbol),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call =>
            model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "FromResult" } method && IsOfTask(method)
            && (model.GetConstantValue(arguments[0].Expression).HasValue || arguments[0].Expression is IdentifierNameSyntax),
        _ => false,
    };

    /// <summary>The text that awaits an expression which is left as it is: what stands before it and what behind.</summary>
    public static (string Before, string After) Awaiting(ExpressionSyntax expression, bool configures)
    {
        var isPrimary = expression is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax or ObjectCreationExpressionSyntax;
        var needsParentheses = !isPrimary && (configures || expression is not (CastExpressionSyntax or AwaitExpressionSyntax));
        var isConfigured = expression is InvocationExpressionSyntax call && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" };
        return ("await " + (needsParentheses ? "(" : string.Empty), (needsParentheses ? ")" : string.Empty) + (configures && !isConfigured ? ".ConfigureAwait(false)" : string.Empty));
    }

    private static bool IsOfTask(ISymbol? symbol) =>
        symbol is { ContainingType: { Name: "Task", Arity: 0 } type } && type.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks";
}
