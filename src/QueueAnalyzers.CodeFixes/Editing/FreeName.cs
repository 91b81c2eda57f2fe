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
    public static string In(SyntaxNode function, string wanted, SemanticModel model)
    {
        var taken = new HashSet<string>(function.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        var name = wanted;
        for (var number = 1; taken.Contains(name) || model.LookupSymbols(function.SpanStart, name: name).Any(symbol => symbol is ILocalSymbol or IParameterSymbol); number++)
            name = wanted + number;
        return name;
    }
}
