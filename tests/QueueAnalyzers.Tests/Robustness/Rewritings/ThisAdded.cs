using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Members of the same object are qualified by <c>this</c>.</summary>
internal sealed class ThisAdded : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root) =>
        from name in root.DescendantNodes().OfType<SimpleNameSyntax>()
        where IsUnqualified(name) && IsInInstanceCode(model, name)
            && model.GetSymbolInfo(name).Symbol is { IsStatic: false, ContainingType: not null } and (IFieldSymbol or IPropertySymbol or IEventSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary })
        select Edit.Insert(name.SpanStart, "this.");

    private static bool IsUnqualified(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or SubpatternSyntax or ExpressionColonSyntax => false,
        _ => true,
    };

    private static bool IsInInstanceCode(SemanticModel model, SimpleNameSyntax name)
    {
        for (var symbol = model.GetEnclosingSymbol(name.SpanStart); symbol is not (null or INamedTypeSymbol); symbol = symbol.ContainingSymbol)
        {
            if (symbol.IsStatic || symbol is IFieldSymbol)
                return false;
        }

        return true;
    }
}
