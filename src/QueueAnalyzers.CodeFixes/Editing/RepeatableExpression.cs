using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Editing;

/// <summary>
/// An expression that a fix may write once more, because reading it does nothing: a variable, field or property, maybe through
/// others. A property that only calls a method is none: every read may make something new.
/// </summary>
internal sealed class RepeatableExpression
{
    private readonly ExpressionSyntax _expression;
    private readonly QueueCompilation _compilation;

    private RepeatableExpression(ExpressionSyntax expression, QueueCompilation compilation)
    {
        _expression = expression;
        _compilation = compilation;
    }

    /// <summary>The expression.</summary>
    public SyntaxNode Syntax => _expression;

    /// <summary>The expression as it is written.</summary>
    public string Text => _expression.ToString();

    /// <summary>Reads an expression.</summary>
    /// <returns>The expression, or <see langword="null"/> when it may do something.</returns>
    public static RepeatableExpression? Of(SyntaxNode syntax, QueueCompilation compilation) =>
        syntax is ExpressionSyntax expression && IsRepeatable(expression, compilation) ? new RepeatableExpression(expression, compilation) : null;

    /// <summary>Whether the same text means the same thing in another place.</summary>
    public bool MeansTheSameAt(SyntaxNode place)
    {
        var symbol = _compilation.SymbolOf(_expression);
        var there = _compilation.ModelOf(place.SyntaxTree)
            .GetSpeculativeSymbolInfo(place.SpanStart, SyntaxFactory.ParseExpression(Text), SpeculativeBindingOption.BindAsExpression).Symbol;
        return ClientModel.Same(symbol, there) && (symbol is not ILocalSymbol local || local.Locations[0].SourceSpan.End < place.SpanStart);
    }

    private static bool IsRepeatable(ExpressionSyntax expression, QueueCompilation compilation) => expression switch
    {
        ThisExpressionSyntax => true,
        IdentifierNameSyntax name => compilation.SymbolOf(name) switch
        {
            IPropertySymbol property => !OnlyCalls(property),
            ILocalSymbol or IParameterSymbol or IFieldSymbol or INamedTypeSymbol or INamespaceSymbol => true,
            _ => false,
        },
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access =>
            IsRepeatable(access.Expression, compilation) && IsRepeatable(access.Name, compilation),
        _ => false,
    };

    private static bool OnlyCalls(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: InvocationExpressionSyntax });
}
