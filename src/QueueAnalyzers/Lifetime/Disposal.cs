using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>Tells what a <c>using</c> closes.</summary>
internal static class Disposal
{
    /// <summary>Whether a <c>using</c> closes the connection or channel that a call creates.</summary>
    public static bool IsByUsing(ClientCall creation, QueueCompilation compilation) =>
        DeclarationOf(creation) is { } declarator
            ? declarator.Parent?.Parent is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } || IsUsedBy(declarator, compilation)
            : creation.Invocation.Syntax.Ancestors().TakeWhile(node => node is ExpressionSyntax or UsingStatementSyntax).OfType<UsingStatementSyntax>().Any();

    /// <summary>The variable whose initializer a call is, or <see langword="null"/>.</summary>
    public static VariableDeclaratorSyntax? DeclarationOf(ClientCall creation) =>
        Expressions.Whole(creation.Invocation.Syntax).Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } ? declarator : null;

    /// <summary><c>using (connection)</c>.</summary>
    private static bool IsUsedBy(VariableDeclaratorSyntax declarator, QueueCompilation compilation) =>
        compilation.ModelOf(declarator.SyntaxTree).GetDeclaredSymbol(declarator) is { } local
        && compilation.Assignments.MentionsOf(local).Any(mention => Expressions.Whole(mention).Parent is UsingStatementSyntax);
}
