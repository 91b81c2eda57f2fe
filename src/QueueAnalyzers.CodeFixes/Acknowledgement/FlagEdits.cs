using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Turns the argument that asks for automatic acknowledgement off, where it is decided.</summary>
internal static class FlagEdits
{
    private const string Off = "false";

    /// <summary>Plans the edit.</summary>
    /// <returns>Whether the argument can be changed.</returns>
    public static async Task<bool> TryPlanAsync(EditPlan plan, CallSite site, QueueCompilation compilation, Solution solution, CancellationToken cancellationToken)
    {
        if (site.Argument(ArgumentRole.AutoAck) is not { StandsAtSite: true } flag
            || site.Invocation.Syntax is not InvocationExpressionSyntax invocation
            || solution.GetDocument(invocation.SyntaxTree) is not { } document)
            return false;

        if (flag is { IsWritten: true, Syntax: ArgumentSyntax argument })
        {
            if (InitializerOf(argument.Expression, compilation) is { } initializer && solution.GetDocument(initializer.SyntaxTree) is { } declaring)
                plan.Replace(declaring, initializer.Span, Off);
            else
                plan.SetValue(document, argument, Off);
            return true;
        }

        var parameter = site.Invocation.Arguments.FirstOrDefault(candidate => candidate.Value == flag.Value)?.Parameter;
        if (flag.IsWritten || parameter is null)
            return false;
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        plan.AddNamed(document, invocation.ArgumentList, text, (parameter, Off));
        return true;
    }

    /// <summary>The <c>true</c> of a variable that is there for this argument alone.</summary>
    private static ExpressionSyntax? InitializerOf(ExpressionSyntax expression, QueueCompilation compilation) =>
        compilation.SymbolOf(expression) is { } symbol and (ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private })
        && symbol.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } literal }
        && compilation.Assignments.MentionsOf(symbol).Take(2).Count() == 1
            ? literal
            : null;
}
