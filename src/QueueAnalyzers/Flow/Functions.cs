using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Tells which function a piece of code belongs to, and whether that function is the program itself.</summary>
internal static class Functions
{
    /// <summary>Whether the node is a function: code that runs when it is called and not where it stands.</summary>
    public static bool Include(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax;

    /// <summary>The innermost function around a piece of code, or <see langword="null"/> for top-level statements and initializers.</summary>
    public static SyntaxNode? Around(SyntaxNode code) => code.Ancestors().FirstOrDefault(Include);

    /// <summary>The innermost member around a piece of code, or <see langword="null"/> for top-level statements.</summary>
    public static SyntaxNode? MemberAround(SyntaxNode code) => code.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax);

    /// <summary>Whether the function is <c>Main</c>; without a function, whether the code is a top-level statement.</summary>
    public static bool IsProgram(SyntaxNode? function, SyntaxNode code) => function switch
    {
        null => code.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null,
        MethodDeclarationSyntax { Identifier.ValueText: "Main" } method => method.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    /// <summary>The parameters that are written with a function, in their order; none for what is no function, or takes what its type says.</summary>
    public static IEnumerable<ParameterSyntax> ParametersOf(SyntaxNode function) => function switch
    {
        SimpleLambdaExpressionSyntax lambda => new[] { lambda.Parameter },
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        _ => Enumerable.Empty<ParameterSyntax>(),
    };

    /// <summary>The code inside of a node that runs with it: functions inside are left out.</summary>
    public static IEnumerable<SyntaxNode> CodeOf(SyntaxNode node) => node.DescendantNodes(inner => inner == node || !Include(inner));
}
