using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>A method or local function: what is called by its name.</summary>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record NamedFunction(SyntaxNode Declaration, string Name, ParameterListSyntax Parameters)
{
    /// <summary>The functions with a name around a piece of code, the innermost first.</summary>
    public static IEnumerable<NamedFunction> Around(SyntaxNode code)
    {
        foreach (var ancestor in code.Ancestors())
        {
            switch (ancestor)
            {
                case MethodDeclarationSyntax method:
                    yield return new NamedFunction(method, method.Identifier.ValueText, method.ParameterList);
                    break;
                case LocalFunctionStatementSyntax function:
                    yield return new NamedFunction(function, function.Identifier.ValueText, function.ParameterList);
                    break;
            }
        }
    }
}
