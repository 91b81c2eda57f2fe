using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Functions that are one expression have a block.</summary>
internal sealed class BlockBodies : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is LambdaExpressionSyntax { ExpressionBody: { } body } lambda)
            {
                if (model.GetTypeInfo(lambda).ConvertedType?.Name == "Expression" || model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol function)
                    continue;
                yield return Edit.Insert(body.SpanStart, $"{{ {Keyword(function, body)}");
                yield return Edit.Insert(body.Span.End, "; }");
            }
            else if (node is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow && model.GetDeclaredSymbol(arrow.Parent!) is IMethodSymbol method)
            {
                yield return Edit.Replace(arrow.ArrowToken.Span, $"{{ {Keyword(method, arrow.Expression)}");
                yield return Edit.Replace(arrow.GetLastToken().GetNextToken().Span, "; }");
            }
        }
    }

    private static string Keyword(IMethodSymbol function, ExpressionSyntax body) =>
        body is ThrowExpressionSyntax || function.ReturnsVoid || function is { IsAsync: true, ReturnType: INamedTypeSymbol { IsGenericType: false } } ? "" : "return ";
}
