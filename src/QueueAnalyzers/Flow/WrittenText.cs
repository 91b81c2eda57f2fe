using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Reads the text that an expression stands for without binding it: a literal, itself or by a local or a constant of the type around
/// it. What it does not read may be constant all the same.
/// </summary>
internal static class WrittenText
{
    /// <summary>The text of an expression, or <see langword="null"/> when only binding can tell.</summary>
    public static string? Of(SyntaxNode? expression) => expression is null ? null : Expressions.Inside(expression) switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal.Token.ValueText,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(string.Empty), Expression: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword } } => string.Empty,
        IdentifierNameSyntax name => DeclarationOf(name) is { Initializer.Value: LiteralExpressionSyntax value } ? Of(value) : null,
        _ => null,
    };

    /// <summary>The declaration of the only value that a name has: of a local that is never set again, or of a constant.</summary>
    private static VariableDeclaratorSyntax? DeclarationOf(IdentifierNameSyntax name)
    {
        if (WrittenLocals.NamedBy(name) is { } local)
            return IsSetAgain(local) ? null : local;
        if (name.Ancestors().SelectMany(Functions.ParametersOf).Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText))
            return null;
        return name.Ancestors().OfType<TypeDeclarationSyntax>()
            .SelectMany(type => type.Members.OfType<FieldDeclarationSyntax>())
            .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword))
            .SelectMany(field => field.Declaration.Variables)
            .FirstOrDefault(variable => variable.Identifier.ValueText == name.Identifier.ValueText);
    }

    private static bool IsSetAgain(VariableDeclaratorSyntax local) => TreeNames.Of(local.SyntaxTree).Of(local.Identifier.ValueText).Any(mention => mention.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == mention,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    });
}
