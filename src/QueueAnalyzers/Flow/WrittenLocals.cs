using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Flow;

/// <summary>Finds locals as they are written. Nothing is bound, so that what is never asked about costs nothing.</summary>
internal static class WrittenLocals
{
    /// <summary>The local that an expression names, by the blocks around it.</summary>
    /// <returns>The innermost declaration by that name, or <see langword="null"/> when it names none that a statement declares.</returns>
    public static VariableDeclaratorSyntax? NamedBy(SyntaxNode expression) => expression is IdentifierNameSyntax { Identifier.ValueText: var name }
        ? DeclaredAround(expression).FirstOrDefault(variable => variable.Identifier.ValueText == name)
        : null;

    private static IEnumerable<VariableDeclaratorSyntax> DeclaredAround(SyntaxNode code) => code.Ancestors()
        .SelectMany(around => around switch
        {
            BlockSyntax block => block.Statements,
            CompilationUnitSyntax program => program.Members.OfType<GlobalStatementSyntax>().Select(statement => statement.Statement),
            _ => Enumerable.Empty<StatementSyntax>(),
        })
        .OfType<LocalDeclarationStatementSyntax>()
        .SelectMany(statement => statement.Declaration.Variables);
}
