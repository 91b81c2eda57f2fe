using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>Tells headers that hold numbers, whose text is what it says, from those that hold strings.</summary>
internal static class NumberTexts
{
    private static readonly Regex Name = new(
        "^x-death$|(^|[-_.])(counte?r?|retry|retries|attempts?|delay|offset|ttl|priority|size|length|number|index|timestamp)$|(Count|Counter|Retry|Retries|Attempts?|Delay|Offset|Ttl|Size|Length|Number|Index|Timestamp)$",
        RegexOptions.CultureInvariant);

    /// <summary>Whether a header of that name holds a number, or a list, by all that its name says.</summary>
    public static bool IsNamed(string? key) => key is not null && Name.IsMatch(key);

    /// <summary>Whether the text is read as a number or a flag, here or by the variable that it is stored in.</summary>
    public static bool IsParsed(ExpressionSyntax text, QueueCompilation compilation)
    {
        SyntaxNode whole = text;
        while (whole.Parent is ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax
            || whole.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or PostfixUnaryExpressionSyntax)
            whole = whole.Parent;
        return whole.Parent switch
        {
            ArgumentSyntax argument => IsGivenToParser(argument, compilation),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } =>
                compilation.ModelOf(declarator.SyntaxTree).GetDeclaredSymbol(declarator) is { } local
                && compilation.Assignments.MentionsOf(local).Any(mention => Assignments.WholeReference(mention).Parent is ArgumentSyntax argument && IsGivenToParser(argument, compilation)),
            _ => false,
        };
    }

    private static bool IsGivenToParser(ArgumentSyntax argument, QueueCompilation compilation) =>
        argument.Parent?.Parent is { } call && compilation.OperationOf(call) is IInvocationOperation { TargetMethod: { IsStatic: true } method }
        && (method.Name is "Parse" or "TryParse"
            ? method.ContainingType.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char
            : method is { ContainingType: { Name: "Convert", ContainingNamespace.Name: "System" }, ReturnType.SpecialType: not SpecialType.System_String });
}
