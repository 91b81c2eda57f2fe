using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Locals and parameters have other names. Their words stay: a counter of attempts is told by them.</summary>
internal sealed class LocalsRenamed : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root) =>
        from token in root.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken) && SymbolOf(model, token) is { } symbol && IsRenamed(symbol)
        select Edit.Replace(token.Span, token.Text + "_0");

    private static bool IsRenamed(ISymbol symbol) => symbol is ILocalSymbol
        || symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { IsOverride: false } method } && !(method.MethodKind == MethodKind.Constructor && method.ContainingType.IsRecord);

    private static ISymbol? SymbolOf(SemanticModel model, SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.IsEmpty: false } symbol ? symbol : null,
        { } declaration => model.GetDeclaredSymbol(declaration) is { } symbol && symbol.Name == token.ValueText ? symbol : null,
        _ => null,
    };
}
