using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>A variable that says whether a consumer acknowledges automatically.</summary>
internal static class AcknowledgementFlag
{
    /// <summary>Whether a handler reads the flag, or a field or property that is set from it.</summary>
    /// <param name="handler">The code to look at.</param>
    /// <param name="flag">The flag.</param>
    /// <param name="registration">The call that is given the flag; that it reads it does not count.</param>
    /// <param name="compilation">The compilation of the handler.</param>
    public static bool IsAskedIn(SyntaxNode handler, ISymbol flag, SyntaxNode registration, QueueCompilation compilation) =>
        handler.DescendantNodes(node => node != registration).OfType<IdentifierNameSyntax>().Any(name =>
            compilation.ModelOf(handler.SyntaxTree).GetTypeInfo(name).Type?.SpecialType == SpecialType.System_Boolean
            && compilation.SymbolOf(name) is { } symbol
            && (ClientModel.Same(symbol, flag) || IsSetFrom(symbol, flag, compilation)));

    private static bool IsSetFrom(ISymbol symbol, ISymbol flag, QueueCompilation compilation) =>
        symbol is IFieldSymbol or IPropertySymbol or ILocalSymbol
        && compilation.Assignments.ValuesOf(symbol) is { IsDefaultOrEmpty: false } values
        && values.Any(value => ClientModel.Same(Operations.SymbolOf(value), flag));
}
