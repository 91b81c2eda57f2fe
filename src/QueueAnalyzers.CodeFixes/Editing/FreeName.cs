using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QueueAnalyzers.Editing;

/// <summary>
/// Finds a name for what a fix declares in a function. It depends on that function alone, so that two reports whose fixes
/// rewrite the same function do it in the same words.
/// </summary>
internal static class FreeName
{
    /// <summary>The name if nothing in the function or around it has it; otherwise with the first free number.</summary>
    /// <param name="function">The function.</param>
    /// <param name="wanted">The name.</param>
    /// <param name="model">The model of the function's file.</param>
    /// <param name="others">How many other fixes declare such a name in the function: they take the first.</param>
    public static string In(SyntaxNode function, string wanted, SemanticModel model, int others = 0)
    {
        var taken = new HashSet<string>(function.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var name = wanted;
        for (var number = 1; IsTaken(name) || others-- > 0; number++)
            name = wanted + number;
        return name;

        bool IsTaken(string known) => taken.Contains(known) || model.LookupSymbols(function.SpanStart, name: known).Any(symbol => symbol is ILocalSymbol or IParameterSymbol);
    }
}
