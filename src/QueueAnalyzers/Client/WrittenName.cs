using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>The name of a queue or exchange as it is written where it is declared. It tells without binding which declarations cannot be meant.</summary>
internal static class WrittenName
{
    /// <summary>The name that a declaration is written with.</summary>
    /// <param name="declaration">An invocation by the name of a method that declares. All of these take the name first.</param>
    /// <param name="role">The role of the argument that names what is declared.</param>
    /// <returns>The name, empty for a queue whose name is left to the server, or <see langword="null"/> when it is no literal.</returns>
    public static string? In(InvocationExpressionSyntax declaration, ArgumentRole role)
    {
        var arguments = declaration.ArgumentList.Arguments;
        var argument = arguments.FirstOrDefault(argument => argument.NameColon is { Name.Identifier.ValueText: var name } && ClientMembers.RoleOf(name) == role);
        if (argument is null && arguments.Any(argument => argument.NameColon is null))
            argument = arguments[0];
        if (argument is null)
            return role == ArgumentRole.Queue ? string.Empty : null;
        return argument.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } name ? name.Token.ValueText : null;
    }
}
