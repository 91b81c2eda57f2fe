using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Durability;

/// <summary>Finds what to change for a declaration to become durable.</summary>
internal sealed class DurableFlags
{
    private readonly Solution _solution;
    private readonly HashSet<SyntaxNode> _arguments;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Knows the flags that all declarations write.</summary>
    public DurableFlags(Solution solution, IEnumerable<ExpressionSyntax?> arguments, CancellationToken cancellationToken)
    {
        _solution = solution;
        _arguments = new(arguments.OfType<ExpressionSyntax>());
        _cancellationToken = cancellationToken;
    }

    /// <summary>The flag as the declaration writes it, or <see langword="null"/> when it leaves it to a default.</summary>
    public static ExpressionSyntax? WrittenIn(Declaration declaration)
    {
        var flag = declaration.Site.Argument(ArgumentRole.Durable) is { IsWritten: true, Syntax: ArgumentSyntax argument } ? argument.Expression : null;
        while (flag is ParenthesizedExpressionSyntax { Expression: var inner })
            flag = inner;
        return flag;
    }

    /// <summary>
    /// The expression that decides whether the declaration is durable: its argument, or what a variable is set to that serves no
    /// other purpose. Without an argument it is the call that lacks it.
    /// </summary>
    public async Task<SyntaxNode> OriginOfAsync(Declaration declaration) =>
        WrittenIn(declaration) is { } written
            ? await OriginOfAsync(written).ConfigureAwait(false)
            : declaration.Site.Argument(ArgumentRole.Durable)!.Invocation.Syntax;

    private async Task<ExpressionSyntax> OriginOfAsync(ExpressionSyntax expression)
    {
        if (_solution.GetDocument(expression.SyntaxTree) is not { } document
            || await document.GetSemanticModelAsync(_cancellationToken).ConfigureAwait(false) is not { } model
            || model.GetSymbolInfo(expression, _cancellationToken).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field } symbol
            || ValueOf(symbol, model.Compilation) is not { } value
            || _solution.GetDocument(value.SyntaxTree) is null)
            return expression;

        var mentions = await Mention.AllOfAsync(symbol, _solution, _cancellationToken).ConfigureAwait(false);
        return mentions.All(mention => mention.Reference == expression || _arguments.Contains(mention.Reference) || IsTarget(mention.Reference))
            ? await OriginOfAsync(value).ConfigureAwait(false)
            : expression;
    }

    private static bool IsTarget(ExpressionSyntax reference) => reference.Parent is AssignmentExpressionSyntax assignment && assignment.Left == reference;

    /// <summary>What the symbol is set to, once and for all. A constant of another project is only visible in its declaration.</summary>
    private static ExpressionSyntax? ValueOf(ISymbol symbol, Compilation compilation) =>
        symbol is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true }
            ? (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value
            : QueueCompilation.Of(compilation)?.Assignments.SingleValueOf(symbol)?.Syntax as ExpressionSyntax;
}
